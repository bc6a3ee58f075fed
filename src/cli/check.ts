import { LabError } from '../core/errors.ts';
import type { CheckResult } from '../core/checks/result.ts';
import type { Lab, QuizItem, Step } from '../core/lab/model.ts';
import { shownOrder } from '../core/lab/quiz.ts';
import type { QuizAnswer, Run } from '../core/run/model.ts';
import { pointsOf } from '../core/run/points.ts';
import { programsOf } from '../core/run/round.ts';
import { currentStep, gateTo, progressOf, stepAfter } from '../core/run/transitions.ts';
import { labArguments, nameAndValue, UsageError } from './arguments.ts';
import type { CliContext, Subcommand } from './context.ts';
import { exitCodeOf } from './exitCode.ts';
import { openLab, requireRun } from './openLab.ts';
import { describeQuestions, describeResults, describeStep } from './output.ts';

export const check: Subcommand = {
  name: 'check',
  usage: 'check LAB [--step ID] [--answer ID=VALUE]… [--allow-programs] [--format pretty|json]',
  summary: 'Check the open step; when it is passed, the next one is opened.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const lab = await openLab(options.lab, context);
    const { runs, signal } = context;
    let run = await requireRun(lab, context);
    if (options.step !== undefined && options.step !== run.step) {
      requireOpenGate(lab, run, options.step);
      run = await runs.goTo(lab, run.id, options.step, signal);
    }
    for (const answer of options.answers) run = await giveAnswer(lab, run, answer, context);
    const step = currentStep(lab, run);
    const mayRunPrograms = options.allowPrograms;
    run = await runs.check(lab, run.id, () => undefined, signal, { mayRunPrograms });
    const { results, state } = progressOf(run, step.id);
    const ordered = step.checks.flatMap(({ id }) => results[id] ?? []);
    const next = state === 'passed' ? stepAfter(lab, step.id) : undefined;
    if (next !== undefined) await runs.goTo(lab, run.id, next.id, signal);

    const questions = describeQuestions(lab, run, step);
    if (options.isJson) {
      const report = { lab: lab.key, step: step.id, state, results: ordered, next: next?.id };
      context.write(`${JSON.stringify(report, undefined, 2)}\n`);
    } else {
      const lines = [
        describeStep(lab, step),
        '',
        describeResults(step, ordered),
        questions,
        ...(mayRunPrograms ? [] : programsNotice(step)),
        ...(state === 'passed' ? ['', passedLine(lab, run, step, next)] : []),
      ];
      context.write(
        `${lines.filter((line, index) => line !== '' || index === 1 || index === 4).join('\n')}\n`,
      );
    }
    return exitCode(ordered, questions !== '');
  },
};

/** @throws LabError `gate-closed` where the author wants the step before to be done first */
function requireOpenGate(lab: Lab, run: Run, stepId: string): void {
  if (gateTo(lab, run, stepId) !== 'closed') return;
  const title = currentStep(lab, run).title;
  throw new LabError('gate-closed', `"${title}" has to be passed or skipped first.`);
}

/** What a step would run on this machine, in full, for whoever has to agree to it. */
function programsNotice(step: Step): string[] {
  const lines = programsOf({ steps: [step] });
  if (lines.length === 0) return [];
  return [
    '! This step runs programs on your machine:',
    ...lines.map((line) => `    ${line}`),
    '    Agree to them with: --allow-programs',
  ];
}

/** A question that is open keeps the step from being passed, as a failed check does. */
function exitCode(results: readonly CheckResult[], hasOpenQuestions: boolean) {
  const code = exitCodeOf(results);
  return code === 0 && hasOpenQuestions ? 1 : code;
}

function passedLine(lab: Lab, run: Run, step: Step, next: Step | undefined): string {
  const goOn = nextLine(lab, run, next);
  return step.debrief === undefined ? goOn : `${step.debrief}\n\n${goOn}`;
}

function nextLine(lab: Lab, run: Run, next: Step | undefined): string {
  const left = lab.steps.filter(
    ({ id }) => progressOf(run, id).state === 'needs-containers',
  ).length;
  const cleanUp = `Clean up with: k8s-labs cleanup ${lab.id}`;
  if (next === undefined || run.finishedAt !== undefined) {
    const need =
      left === 0 ? '' : ` ${left} of its steps can only be read here: they need real containers.`;
    return `The lab is finished.${pointsSentence(lab, run)}${need} ${cleanUp}`;
  }
  return `Passed. Next step: ${next.title}`;
}

function pointsSentence(lab: Lab, run: Run): string {
  const points = pointsOf(lab, run);
  if (points === undefined) return '';
  const { needed, possible, reached } = points;
  return ` ${reached} of ${possible} points; ${needed} are asked for.`;
}

/**
 * `reached=0`, `whose-labels=1`, `which=1,3`: options are counted from 1, and `order` questions name
 * them in their order. A `confirm` check is answered by `yes` or `no`.
 */
async function giveAnswer(lab: Lab, run: Run, text: string, { runs }: CliContext): Promise<Run> {
  const [id, value] = nameAndValue(text);
  const { checks, quiz } = currentStep(lab, run);
  if (checks.some((each) => each.id === id && each.type === 'confirm')) {
    return runs.confirm(lab, run.id, id, /^(?:y|yes|true)$/i.test(value));
  }
  const item = quiz.find((each) => each.id === id);
  if (item === undefined) {
    throw new UsageError(`"${id}" is no question of this step.`);
  }
  return runs.answer(lab, run.id, id, answerTo(item, value));
}

function answerTo(item: QuizItem, value: string): QuizAnswer {
  if (!('options' in item)) return value;
  const chosen = value.split(',').map((part) => Number(part) - 1);
  if (item.type !== 'order') return chosen;
  // The numbers are those that were shown, in another order than the right one.
  const shown = shownOrder(item);
  return chosen.map((at) => shown[at] ?? -1);
}

import type { CheckResult } from '../core/checks/result.ts';
import type { Lab, Step } from '../core/lab/model.ts';
import type { QuizAnswer, Run } from '../core/run/model.ts';
import { currentStep, progressOf, stepAfter } from '../core/run/transitions.ts';
import { labArguments, UsageError } from './arguments.ts';
import type { CliContext, Subcommand } from './context.ts';
import { exitCodeOf } from './exitCode.ts';
import { openLab, requireRun } from './openLab.ts';
import { describeQuestions, describeResults, describeStep } from './output.ts';

export const check: Subcommand = {
  name: 'check',
  usage: 'check LAB [--step ID] [--answer ID=VALUE]… [--format pretty|json]',
  summary: 'Check the open step; when it is passed, the next one is opened.',
  needsCluster: true,
  async run(args, context) {
    const options = labArguments(args);
    const lab = await openLab(options.lab, context);
    const { runs, signal } = context;
    let run = await requireRun(lab, context);
    if (options.step !== undefined && options.step !== run.step) {
      run = await runs.goTo(lab, run.id, options.step, signal);
    }
    for (const answer of options.answers) run = await giveAnswer(lab, run, answer, context);
    const step = currentStep(lab, run);
    run = await runs.check(lab, run.id, () => undefined, signal);
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
        ...(state === 'passed' ? ['', passedLine(lab, run, step, next)] : []),
      ];
      context.write(
        `${lines.filter((line, index) => line !== '' || index === 1 || index === 4).join('\n')}\n`,
      );
    }
    return exitCode(ordered, questions !== '');
  },
};

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
    return `The lab is finished.${need} ${cleanUp}`;
  }
  return `Passed. Next step: ${next.title}`;
}

/** `reached=0`, `whose-labels=1`, `which=1,3`: options are counted from 1. */
async function giveAnswer(lab: Lab, run: Run, text: string, { runs }: CliContext): Promise<Run> {
  const at = text.indexOf('=');
  const id = text.slice(0, at);
  const value = text.slice(at + 1);
  const item = currentStep(lab, run).quiz.find((each) => each.id === id);
  if (at < 1 || item === undefined) {
    throw new UsageError(`"${text}" answers no question of this step: write --answer ID=VALUE.`);
  }
  const isChoice = item.type === 'one' || item.type === 'many';
  const answer: QuizAnswer = isChoice ? value.split(',').map((part) => Number(part) - 1) : value;
  return runs.answer(lab, run.id, id, answer);
}

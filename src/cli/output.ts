import type { CheckResult } from '../core/checks/result.ts';
import type { Lab, QuizItem, Step } from '../core/lab/model.ts';
import { isSettled, shownOrder } from '../core/lab/quiz.ts';
import type { Run } from '../core/run/model.ts';
import { progressOf } from '../core/run/transitions.ts';

/** A run as programs read it. */
export function runAsJson(run: Run) {
  const { id, lab, namespace, folder, step, pin } = run;
  const steps = Object.fromEntries(
    Object.entries(run.steps).map(([stepId, { state }]) => [stepId, state]),
  );
  return { id, lab, context: pin.context, namespace, folder, step, steps };
}

export function describeStep(lab: Lab, step: Step): string {
  const index = lab.steps.indexOf(step) + 1;
  return `Step ${index} of ${lab.steps.length}: ${step.title}\n  ${step.goal}`;
}

const MARKS = { pass: '✓', fail: '✗', unable: '?', skipped: '-' } as const;

/** A round of checks as people read it. */
export function describeResults(step: Step, results: readonly CheckResult[]): string {
  return step.checks
    .flatMap((check) => {
      const result = results.find((each) => each.check === check.id);
      return result === undefined
        ? []
        : [`${MARKS[result.state]} ${check.title}`, ...details(result)];
    })
    .join('\n');
}

function details(result: CheckResult): string[] {
  switch (result.state) {
    case 'pass':
      return [];
    case 'skipped':
      return [`    ${result.reason}`];
    case 'unable':
      return [`    Could not check (${result.cause}): ${result.remedy}`];
    case 'fail':
      return [
        ...(result.message === undefined ? [] : [`    ${result.message}`]),
        ...result.mismatches.flatMap(({ expected, found, object, path, pointsTo }) => [
          `    ${[object, path].filter((part) => part !== undefined).join(' ')}`.trimEnd(),
          `      expected: ${expected}`,
          `      found:    ${found}`,
          ...(pointsTo === undefined
            ? []
            : [
                `      look at:  ${pointsTo.file}${pointsTo.line === undefined ? '' : `:${pointsTo.line}`}`,
              ]),
        ]),
      ];
  }
}

/** The questions of a step that are not answered right yet, with how to answer them. */
export function describeQuestions(lab: Lab, run: Run, step: Step): string {
  const { answers, confirmed = {} } = progressOf(run, step.id);
  const asked = step.checks.flatMap(({ id, type, fields }) => {
    if (type !== 'confirm' || confirmed[id] !== undefined) return [];
    const way = `k8s-labs check ${lab.id} --answer ${id}=yes`;
    return `? ${(fields as { ask: string }).ask}\n    Answer with: ${way} (or ${id}=no)`;
  });
  const questions = step.quiz
    .filter((item) => !isSettled(item, answers[item.id]))
    .map((item) => {
      const way = `k8s-labs check ${lab.id} --answer ${item.id}=…`;
      return [`? ${item.ask}`, ...optionsOf(item), `    Answer with: ${way}`].join('\n');
    });
  return [...asked, ...questions].join('\n');
}

function optionsOf(item: QuizItem): string[] {
  if (!('options' in item)) return [];
  const order = item.type === 'order' ? shownOrder(item) : item.options.map((_, index) => index);
  const lines = order.map((at, index) => `    ${index + 1}  ${item.options[at]?.text ?? ''}`);
  return item.type === 'order' ? [...lines, '    In which order? Name all numbers.'] : lines;
}

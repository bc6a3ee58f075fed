import { isSettled } from '../lab/quiz.ts';
import type { Lab, Step } from '../lab/model.ts';
import type { Run, StepProgress } from './model.ts';
import { progressOf } from './transitions.ts';

/** What a run has earned. */
export interface Points {
  readonly reached: number;
  /** The weights of all checks, and one for every question. */
  readonly possible: number;
  /** How many of them the author asks for. */
  readonly needed: number;
}

/** What a run has earned in a lab that gives marks (`progress.pass`); undefined in one that does not. */
export function pointsOf(lab: Lab, run: Run): Points | undefined {
  const { passPercent } = lab.marks;
  if (passPercent === undefined) return undefined;
  const possible = sum(lab.steps.map(worthOf));
  const reached = sum(lab.steps.map((step) => reachedIn(step, progressOf(run, step.id))));
  return { reached, possible, needed: Math.ceil((possible * passPercent) / 100) };
}

function worthOf({ checks, quiz }: Step): number {
  return sum(checks.map(({ weight }) => weight)) + quiz.length;
}

/** A passed step keeps what was required for it, whatever a later round finds. */
function reachedIn({ checks, quiz }: Step, { state, results, answers }: StepProgress): number {
  const passed = checks.filter(
    ({ id, required }) => (state === 'passed' && required) || results[id]?.state === 'pass',
  );
  const answered = quiz.filter((item) => isSettled(item, answers[item.id]));
  return sum(passed.map(({ weight }) => weight)) + answered.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

import type { StepProgress } from '../run/model.ts';
import type { Hint, Step } from './model.ts';

/** How many hints the learner has seen, which is what a run stores, decides which come next. */
export interface OfferedHints {
  readonly shown: readonly Hint[];
  /** The next hint that fits what was found; undefined when there is none, or none yet. */
  readonly next: Hint | undefined;
  /** True when hints are left that do not fit yet. */
  readonly hasLater: boolean;
}

/** The hints of a step as they stand: seen ones first, in the order in which they were offered. */
export function offeredHints(step: Step, progress: StepProgress): OfferedHints {
  const left = step.hints.filter((_, index) => !progress.shownHints.includes(index));
  const next = left.find((hint) => fits(hint, progress));
  return {
    shown: progress.shownHints.flatMap((index) => step.hints[index] ?? []),
    next,
    hasLater: next === undefined && left.length > 0,
  };
}

function fits({ when, after }: Hint, { results, failedRounds }: StepProgress): boolean {
  if (failedRounds < after) return false;
  if (when === undefined) return true;
  const dot = when.lastIndexOf('.');
  return results[when.slice(0, dot)]?.state === when.slice(dot + 1);
}

import type { CheckResult } from '../core/checks/result.ts';

/** 0: fine · 1: something is wrong · 2: something could not be decided or done. */
export type ExitCode = 0 | 1 | 2;

/** A failed check counts for more than one that could not be decided: the learner can act on it. */
export function exitCodeOf(results: readonly CheckResult[]): ExitCode {
  if (results.some(({ state }) => state === 'fail')) return 1;
  return results.some(({ state }) => state === 'unable') ? 2 : 0;
}

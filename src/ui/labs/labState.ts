import type { CheckResult } from '../../core/checks/result.ts';
import type { Lab, Step } from '../../core/lab/model.ts';
import type { Run, StepState } from '../../core/run/model.ts';
import { progressOf } from '../../core/run/transitions.ts';
import type { CheckState } from '../../shared/stepPanel.ts';

export type LabState = 'broken' | 'new' | 'started' | 'finished';

/** Where a lab stands, for icons and menus. */
export function labState(lab: Lab, run: Run | undefined, isUsable: boolean): LabState {
  if (!isUsable) return 'broken';
  if (run === undefined) return 'new';
  return run.finishedAt === undefined || lab.steps.length === 0 ? 'started' : 'finished';
}

/** Where a step stands; without a run every step is merely there to be read. */
export function stepState(step: Step, run: Run | undefined): StepState {
  return run === undefined ? 'locked' : progressOf(run, step.id).state;
}

/** The latest results of a step: those of the round under way, over those of the last one. */
export function resultsOf(
  step: Step,
  run: Run | undefined,
  live: readonly CheckResult[] | undefined,
): ReadonlyMap<string, CheckResult> {
  const stored = run === undefined ? [] : Object.values(progressOf(run, step.id).results);
  const isCurrent = run?.step === step.id;
  return new Map([...stored, ...(isCurrent ? (live ?? []) : [])].map((each) => [each.check, each]));
}

/** A check's state as it is shown: one that the round has not answered yet is running. */
export function checkState(
  check: string,
  results: ReadonlyMap<string, CheckResult>,
  live: readonly CheckResult[] | undefined,
): CheckState {
  if (live !== undefined && !live.some((result) => result.check === check)) return 'running';
  return results.get(check)?.state ?? 'unknown';
}

/** How many minutes of a lab are still before the learner, by the steps that are not decided. */
export function minutesLeft(lab: Lab, run: Run | undefined): number {
  if (run === undefined) return lab.minutes;
  const left = lab.steps.filter((step) => ['open', 'locked'].includes(stepState(step, run)));
  const total = lab.steps.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  const share = left.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  return total === 0
    ? Math.round((lab.minutes * left.length) / Math.max(lab.steps.length, 1))
    : Math.round((lab.minutes * share) / total);
}

/** How many steps of a lab are behind the learner, skipped ones not counted. */
export function passedSteps(lab: Lab, run: Run | undefined): number {
  return lab.steps.filter((step) => stepState(step, run) === 'passed').length;
}

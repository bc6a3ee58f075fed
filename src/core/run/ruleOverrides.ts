import type { DiagnosticsOverride, Lab } from '../lab/model.ts';
import type { Run } from './model.ts';

/** What a lab says about one rule at this moment; undefined: nothing any more. */
export type RuleOverride = 'off' | 'hint' | 'warning' | 'error' | undefined;

/**
 * Severities for the editor's findings in the files of a run. What a break-fix lab hides appears,
 * with its quick fix, once the learner has met the fault.
 */
export function ruleOverrides(lab: Lab, run: Run): Record<string, RuleOverride> {
  return Object.fromEntries(
    Object.entries(lab.diagnostics).map(([rule, override]) => [rule, overrideNow(override, run)]),
  );
}

function overrideNow(override: DiagnosticsOverride, run: Run): RuleOverride {
  if (override === 'hide-until-failed-check') return hasMetFault(run) ? undefined : 'off';
  const hint = /^hide-until-hint-(\d+)$/.exec(override);
  if (hint !== null) return hintsShown(run) >= Number(hint[1]) ? undefined : 'off';
  return override as RuleOverride;
}

/** A round that found something wrong, in whichever step; it stays met after a later pass. */
function hasMetFault(run: Run): boolean {
  return Object.values(run.steps).some((step) => step.hasMetFault);
}

/** The most hints that were taken in one step. */
function hintsShown(run: Run): number {
  return Math.max(0, ...Object.values(run.steps).map((step) => step.shownHints.length));
}

import type { Check } from '../../core/checks/check.ts';
import type { CheckResult, Evidence, Mismatch } from '../../core/checks/result.ts';
import type { CheckView } from '../../shared/stepPanel.ts';
import { checkState } from '../labs/labState.ts';

/** The step's checks with their latest results, as the panel shows them. */
export function checkViews(
  checks: readonly Check[],
  results: ReadonlyMap<string, CheckResult>,
  live: readonly CheckResult[] | undefined,
  confirmed: Readonly<Record<string, boolean>> = {},
): CheckView[] {
  return checks.map((check) => {
    const state = checkState(check.id, results, live);
    const base = {
      id: check.id,
      title: check.title,
      state,
      isGuard: check.baseline === 'pass',
      isRequired: check.required,
      mismatches: [],
      evidence: [],
      ...confirmView(check, confirmed),
    };
    // While a check is looked at again, what it said before is of no use any more.
    return { ...base, ...(state === 'running' ? {} : details(check, results.get(check.id))) };
  });
}

function confirmView(
  { id, type, fields }: Check,
  confirmed: Readonly<Record<string, boolean>>,
): Pick<CheckView, 'confirm'> {
  if (type !== 'confirm') return {};
  const { ask } = fields as { ask: string };
  const said = confirmed[id];
  return { confirm: said === undefined ? { ask } : { ask, said } };
}

function details(check: Check, result: CheckResult | undefined): Partial<CheckView> {
  switch (result?.state) {
    case 'pass':
      return {
        evidence: result.evidence.map(evidenceView),
        ...(check.passText === undefined ? {} : { message: check.passText }),
      };
    case 'fail':
      return {
        mismatches: result.mismatches.map(mismatchView),
        ...(result.message === undefined ? {} : { message: result.message }),
      };
    case 'unable':
      return { remedy: result.remedy };
    case 'skipped':
      return { remedy: result.reason };
    case undefined:
      return {};
  }
}

function mismatchView({ expected, found, object, path, pointsTo }: Mismatch) {
  return {
    expected,
    found,
    ...(object === undefined ? {} : { object }),
    ...(path === undefined ? {} : { path }),
    ...(pointsTo === undefined
      ? {}
      : { place: [pointsTo.file, pointsTo.line].filter(Boolean).join(':') }),
  };
}

function evidenceView({ object, path, value }: Evidence): { label: string; value: string } {
  return { label: [object, path].filter(Boolean).join(' · '), value };
}

import assert from 'node:assert/strict';
import type { DiagnosticsOverride, Lab } from '../../../src/core/lab/model.ts';
import type { Run, StepProgress } from '../../../src/core/run/model.ts';
import { ruleOverrides } from '../../../src/core/run/ruleOverrides.ts';

const UNTOUCHED: StepProgress = {
  state: 'open',
  results: {},
  failedRounds: 0,
  hasMetFault: false,
  shownHints: [],
  isSolutionShown: false,
  answers: {},
};

/** What a lab says about the rule `service-no-pods` when its two steps stand like this. */
function overrideOf(
  override: DiagnosticsOverride,
  ...steps: readonly Partial<StepProgress>[]
): string | undefined {
  const lab = { diagnostics: { 'service-no-pods': override } } as unknown as Lab;
  const entries = steps.map((step, index) => [`step${index}`, { ...UNTOUCHED, ...step }]);
  const run = { steps: Object.fromEntries(entries) } as Run;
  return ruleOverrides(lab, run)['service-no-pods'];
}

describe("A lab's word on the editor's findings", () => {
  it('hides the fault until a check has failed on it', () => {
    assert.equal(overrideOf('hide-until-failed-check', {}), 'off');
    assert.equal(overrideOf('hide-until-failed-check', { hasMetFault: true }), undefined);
  });

  it('goes on hiding while something is only missing', () => {
    assert.equal(overrideOf('hide-until-failed-check', { failedRounds: 3 }), 'off');
  });

  it('does not hide again what was met, in a later step or after a pass', () => {
    const passed = { state: 'passed', hasMetFault: true } as const;
    assert.equal(overrideOf('hide-until-failed-check', passed, {}), undefined);
  });

  it('hides until that many hints of one step were taken', () => {
    assert.equal(overrideOf('hide-until-hint-2', { shownHints: [0] }, { shownHints: [1] }), 'off');
    assert.equal(overrideOf('hide-until-hint-2', { shownHints: [0, 2] }), undefined);
  });

  it('sets a severity as it is written', () => {
    assert.equal(overrideOf('hint', {}), 'hint');
    assert.equal(overrideOf('off', { failedRounds: 3 }), 'off');
  });
});

import assert from 'node:assert/strict';
import { rules } from '../../../src/core/rules/index.ts';
import { KUBE_LINTER_CHECKS } from '../../../src/core/rules/kubeLinterChecks.ts';

describe('The checks of kube-linter', () => {
  it('stand for rules that there are', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const unknown = Object.entries(KUBE_LINTER_CHECKS).flatMap(([check, stands]) =>
      stands.filter((id) => !ids.has(id)).map((id) => `${check}: ${id}`),
    );
    assert.deepEqual(unknown, []);
  });
});

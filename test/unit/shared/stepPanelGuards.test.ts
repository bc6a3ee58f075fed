import assert from 'node:assert/strict';
import type { PanelIntent } from '../../../src/shared/stepPanel.ts';
import { isPanelIntent, isPanelUpdate } from '../../../src/shared/stepPanelGuards.ts';

describe('Messages of the step panel', () => {
  const intents: readonly PanelIntent[] = [
    { type: 'ready' },
    { type: 'check' },
    { type: 'action', id: 'a0' },
    { type: 'goTo', step: '' },
    { type: 'openPlace', check: 'reaches', mismatch: 0 },
    { type: 'answer', quiz: 'reached', answer: '0' },
    { type: 'answer', quiz: 'reached', answer: [0, 2] },
  ];
  for (const intent of intents) {
    it(`get through when they are what they claim to be: ${JSON.stringify(intent)}`, () => {
      assert.ok(isPanelIntent(intent));
    });
  }

  const strangers: readonly unknown[] = [
    undefined,
    null,
    'check',
    {},
    { type: 'runCommand', command: 'rm -rf ~' },
    { type: 'toString' },
    { type: 'action' },
    { type: 'action', id: { toString: 'a0' } },
    { type: 'action', id: 'a'.repeat(5_000) },
    { type: 'openPlace', check: 'reaches', mismatch: -1 },
    { type: 'openPlace', check: 'reaches', mismatch: '0' },
    { type: 'answer', quiz: 'reached', answer: ['0'] },
    { type: 'answer', quiz: 'reached', answer: Array.from({ length: 500 }, () => 0) },
  ];
  for (const stranger of strangers) {
    it(`are dropped otherwise: ${JSON.stringify(stranger)?.slice(0, 60)}`, () => {
      assert.ok(!isPanelIntent(stranger));
    });
  }

  it('carry a view from the host', () => {
    assert.ok(isPanelUpdate({ type: 'update', lab: 'a/b', step: '', view: {} }));
    assert.ok(!isPanelUpdate({ type: 'update' }));
  });
});

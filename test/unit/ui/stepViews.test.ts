import assert from 'node:assert/strict';
import type { Check } from '../../../src/core/checks/check.ts';
import type { CheckResult } from '../../../src/core/checks/result.ts';
import type { QuizItem } from '../../../src/core/lab/model.ts';
import { checkViews } from '../../../src/ui/stepPanel/checkViews.ts';
import { quizViews } from '../../../src/ui/stepPanel/quizViews.ts';

const CHECK: Check = {
  id: 'reaches',
  title: 'Service stock selects its Pods',
  type: 'selects',
  required: true,
  weight: 1,
  baseline: 'fail',
  needs: [],
  holdMs: 0,
  timeoutMs: 0,
  pointsTo: undefined,
  failText: undefined,
  passText: 'Found.',
  fields: {},
  path: [],
};
const STAMP = { check: 'reaches', startedAt: 0, ms: 1, snapshotId: 's' };
const FAIL: CheckResult = {
  ...STAMP,
  state: 'fail',
  message: 'It looks for app=stok.',
  mismatches: [
    {
      expected: 'app=stock',
      found: 'app=stok',
      object: 'Service/stock',
      pointsTo: { file: 'service.yaml', range: [10, 20], line: 7 },
    },
    {
      expected: '2',
      found: '0',
      pointsTo: { file: 'gone.yaml', range: undefined, line: undefined },
    },
  ],
};

describe('Checks in the panel', () => {
  const view = (result: CheckResult | undefined, live?: readonly CheckResult[]) =>
    checkViews([CHECK], new Map(result === undefined ? [] : [['reaches', result]]), live)[0];

  it('are unknown before the first round', () => {
    assert.equal(view(undefined)?.state, 'unknown');
  });

  it('say what was expected, what was found, and where to look', () => {
    const shown = view(FAIL);
    assert.equal(shown?.state, 'fail');
    assert.equal(shown?.message, 'It looks for app=stok.');
    assert.deepEqual(
      shown?.mismatches.map(({ place }) => place),
      ['service.yaml:7', 'gone.yaml'],
    );
  });

  it('forget the last answer while they are looked at again', () => {
    const shown = view(FAIL, []);
    assert.equal(shown?.state, 'running');
    assert.deepEqual(shown?.mismatches, []);
  });

  it('show why they passed', () => {
    const evidence = [{ object: 'Service/stock', path: 'spec.selector', value: 'app=stock' }];
    const shown = view({ ...STAMP, state: 'pass', evidence });
    assert.deepEqual(shown?.evidence, [
      { label: 'Service/stock · spec.selector', value: 'app=stock' },
    ]);
    assert.equal(shown?.message, 'Found.');
  });

  it('tell a check that could not be decided from a wrong answer', () => {
    const shown = view({ ...STAMP, state: 'unable', cause: 'unreachable', remedy: 'Start it.' });
    assert.equal(shown?.state, 'unable');
    assert.equal(shown?.remedy, 'Start it.');
  });
});

describe('Questions in the panel', () => {
  const item: QuizItem = {
    id: 'who',
    ask: 'Who?',
    why: 'So it is.',
    type: 'one',
    options: [
      { text: 'The Service', right: false, why: 'It only asks.' },
      { text: 'The Pod', right: true, why: 'It answers.' },
    ],
  };
  const view = (answer?: readonly number[]) =>
    quizViews(
      [item],
      answer === undefined ? {} : { who: answer },
      false,
      (text) => `<p>${text}</p>`,
    )[0];

  it('keep their reasons until an option is chosen', () => {
    const shown = view();
    assert.equal(shown?.state, 'open');
    assert.ok(shown?.options.every(({ whyHtml }) => whyHtml === undefined));
  });

  it('explain a wrong choice without giving the right one away', () => {
    const shown = view([0]);
    assert.equal(shown?.state, 'wrong');
    assert.equal(shown?.options[0]?.whyHtml, '<p>It only asks.</p>');
    assert.equal(shown?.options[1]?.whyHtml, undefined);
    assert.equal(shown?.whyHtml, undefined);
  });

  it('explain themselves once they are answered right', () => {
    const shown = view([1]);
    assert.equal(shown?.state, 'right');
    assert.equal(shown?.whyHtml, '<p>So it is.</p>');
  });
});

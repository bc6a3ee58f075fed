import assert from 'node:assert/strict';
import { offeredHints } from '../../../src/core/lab/hints.ts';
import type { QuizItem, Step } from '../../../src/core/lab/model.ts';
import { patchYaml } from '../../../src/core/lab/patchYaml.ts';
import { parsePlainPath } from '../../../src/core/lab/plainPath.ts';
import { isAnsweredRight, shownOrder } from '../../../src/core/lab/quiz.ts';
import { matchesPattern, patternFault } from '../../../src/core/patterns.ts';
import type { StepProgress } from '../../../src/core/run/model.ts';

const base = { id: 'q', ask: '?', why: undefined };
const option = (right: boolean) => ({ text: 'x', right, why: undefined });

describe('An answer', () => {
  const one: QuizItem = { ...base, type: 'one', options: [option(false), option(true)] };
  const many: QuizItem = {
    ...base,
    type: 'many',
    options: [option(true), option(false), option(true)],
  };
  const number: QuizItem = { ...base, type: 'number', answer: 0 };
  const text: QuizItem = {
    ...base,
    type: 'text',
    accept: ['[Ss]elector', 'spec\\.selector'],
    example: 'selector',
  };

  it('that was not given is not right', () => {
    for (const item of [one, many, number, text])
      assert.equal(isAnsweredRight(item, undefined), false);
  });

  it('chooses all right options and no wrong one', () => {
    assert.equal(isAnsweredRight(one, [1]), true);
    assert.equal(isAnsweredRight(one, [0]), false);
    assert.equal(isAnsweredRight(one, [0, 1]), false);
    assert.equal(isAnsweredRight(many, [2, 0]), true);
    assert.equal(isAnsweredRight(many, [0]), false);
    assert.equal(isAnsweredRight(many, '0,2'), false);
  });

  it('is a number however it is written, and nothing is not zero', () => {
    assert.equal(isAnsweredRight(number, ' 0 '), true);
    assert.equal(isAnsweredRight(number, ''), false);
    assert.equal(isAnsweredRight(number, '1'), false);
  });

  it('matches one of the patterns as a whole', () => {
    assert.equal(isAnsweredRight(text, 'selector'), true);
    assert.equal(isAnsweredRight(text, 'spec.selector'), true);
    assert.equal(isAnsweredRight(text, 'the selector'), false);
  });
});

describe('A question of order', () => {
  const item: QuizItem = {
    ...base,
    type: 'order',
    options: ['a', 'b', 'c', 'd'].map((text) => ({ text, right: true, why: undefined })),
  };

  it('wants all of it in the right order', () => {
    assert.equal(isAnsweredRight(item, [0, 1, 2, 3]), true);
    assert.equal(isAnsweredRight(item, [1, 0, 2, 3]), false);
    assert.equal(isAnsweredRight(item, [0, 1, 2]), false);
  });

  it('is never shown in the right order, and always in the same', () => {
    for (const id of ['q', 'order', 'which-first', 'x']) {
      for (const count of [3, 4, 5, 9]) {
        const options = Array.from({ length: count });
        const shown = shownOrder({ id, options });
        assert.deepEqual(
          shown.toSorted((a, b) => a - b),
          options.map((_, index) => index),
        );
        assert.ok(shown.some((at, index) => at !== index));
        assert.deepEqual(shownOrder({ id, options }), shown);
      }
    }
  });
});

describe('Hints', () => {
  const hint = (text: string, when?: string, after = 0) => ({ text, when, after });
  const step = {
    hints: [
      hint('a', 'reaches.fail'),
      hint('b', 'reaches.fail', 2),
      hint('c', 'answers.unable'),
      hint('d'),
    ],
  } as unknown as Step;
  const progress = (state: string | undefined, failedRounds: number, shownHints: number[]) =>
    ({
      results: state === undefined ? {} : { reaches: { state } },
      failedRounds,
      shownHints,
    }) as unknown as StepProgress;

  it('are offered when they fit what was found, each once', () => {
    assert.equal(offeredHints(step, progress(undefined, 0, [])).next?.text, 'd');
    assert.equal(offeredHints(step, progress('fail', 1, [])).next?.text, 'a');
    assert.equal(offeredHints(step, progress('fail', 1, [0])).next?.text, 'd');
    assert.equal(offeredHints(step, progress('fail', 2, [0])).next?.text, 'b');
  });

  it('are shown in the order in which they were taken, and say when more may come', () => {
    const { shown, next, hasLater } = offeredHints(step, progress('fail', 1, [3, 0]));
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['d', 'a'],
    );
    assert.equal(next, undefined);
    assert.equal(hasLater, true);
  });
});

describe('A patch', () => {
  const text = '# mine\nspec:\n  ports:\n    - port: 80 # own\n      targetPort: web\n';

  it('changes one value and keeps the comments', () => {
    assert.equal(patchYaml(text, 'spec.ports[0].targetPort', 'http'), text.replace('web', 'http'));
  });

  it('adds what was not there and takes away', () => {
    assert.match(patchYaml(text, 'spec.selector.app', 'stock'), /selector:\n {4}app: stock/);
    assert.doesNotMatch(patchYaml(text, 'spec.ports[0].targetPort', undefined), /targetPort/);
  });

  it('refuses a path to several values and a text that cannot be read', () => {
    assert.throws(() => patchYaml(text, 'spec.ports[*].port', 1), /no path/);
    assert.throws(() => patchYaml('a: [', 'a', 1), /readable/);
  });

  it('knows keys with dots', () => {
    assert.deepEqual(parsePlainPath('metadata.labels.app\\.kubernetes\\.io/name'), [
      'metadata',
      'labels',
      'app.kubernetes.io/name',
    ]);
    assert.deepEqual(parsePlainPath("{.data['a.b']}"), ['data', 'a.b']);
    assert.equal(parsePlainPath(''), undefined);
  });
});

describe('A pattern of a lab', () => {
  for (const slow of [
    '(a+)+',
    '(a|aa)+$',
    '(.*)*x',
    '(\\w+\\s?)*',
    '([a-z]+)*$',
    '(a)\\1',
    '.*.*.*.*.*x',
  ]) {
    it(`may not be ${slow}`, () => assert.ok(patternFault(slow) !== undefined));
  }

  for (const fine of [
    '^v1\\.\\d+$',
    '[a-z]+',
    '(http|https)://stock',
    '^(?:a|b)$',
    '^stock(\\.[a-z]+)?:8000',
  ]) {
    it(`may be ${fine}`, () => assert.equal(patternFault(fine), undefined));
  }

  it('that is none is refused with a reason', () =>
    assert.match(patternFault('(') ?? '', /group/i));

  it('looks at the beginning of a long text only', () => {
    assert.equal(matchesPattern('x', `${'a'.repeat(5_000)}x`), false);
  });
});

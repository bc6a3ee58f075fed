import assert from 'node:assert/strict';
import { countHolds, countSchema, describeCount } from '../../../src/core/checks/count.ts';
import {
  describeMatcher,
  formatValue,
  holdsFor,
  type Matcher,
} from '../../../src/core/checks/matchers.ts';
import { newCheck } from '../../support/rounds.ts';

/** A value that passes and values that do not, for each matcher. */
const CASES: readonly (readonly [matcher: Matcher, right: unknown[], wrong: unknown[]])[] = [
  [{ equals: 3 }, [3], ['3', 4, null, undefined, [3]]],
  [{ equals: '3' }, ['3'], [3, '3.0', undefined]],
  [{ equals: true }, [true], ['true', 1]],
  [{ equals: '3', as: 'text' }, ['3', 3], [4]],
  [{ equals: 3, as: 'number' }, [3, '3', '3.0'], ['', 'three', 4]],
  [{ equals: '0.5', as: 'quantity' }, ['500m', 0.5, '0.5'], ['0.5Gi', 'half']],
  [{ equals: '1Gi', as: 'quantity' }, ['1024Mi', '1073741824', 1_073_741_824], ['1G']],
  [
    { equals: 'nginx', as: 'image' },
    ['nginx:latest', 'docker.io/library/nginx', 'index.docker.io/nginx:latest'],
    ['nginx:1.27', 'quay.io/nginx'],
  ],
  [{ equals: '90s', as: 'duration' }, ['1m30s', '90s'], ['90', '91s']],
  [
    { equals: '2026-01-01T00:00:00Z', as: 'time' },
    ['2026-01-01T01:00:00+01:00'],
    ['2026-01-01T00:00:01Z', 'soon'],
  ],
  [{ equals: { a: 1, b: 2 } }, [{ b: 2, a: 1 }], [{ a: 1 }, { a: 1, b: 2, c: 3 }]],
  [{ equals: ['x', 'y'] }, [['x', 'y']], [['x'], 'x,y']],
  [{ in: ['a', 'b'] }, ['a', 'b'], ['c', undefined]],
  [{ in: [1, 2], as: 'number' }, ['1', 2], [3]],
  [{ contains: 'ell' }, ['hello'], ['help', undefined, 3]],
  [{ contains: 'x' }, [['x', 'y']], [['xx'], []]],
  [{ contains: 'nginx', as: 'image' }, [['docker.io/library/nginx:latest']], [['busybox']]],
  [{ matches: '^web-[0-9]+$' }, ['web-1'], ['web-', 'a web-1', undefined, ['web-1']]],
  [{ matches: '^[0-9]+$' }, [80, '80'], ['http']],
  [{ exists: true }, ['', 0, false, null], [undefined]],
  [{ exists: false }, [undefined], ['', null]],
  [{ absent: true }, [undefined], ['', null, []]],
  [{ gt: 2 }, [3, '3'], [2, 1, 'many', undefined]],
  [{ gte: 2 }, [2, 3], [1]],
  [{ lt: 2 }, [1], [2]],
  [{ lte: 2 }, [2], [3]],
  [{ gte: '64Mi', as: 'quantity' }, ['64Mi', '0.1Gi', '67108864'], ['64M', 'lots']],
  [{ lt: '1m', as: 'duration' }, ['59s'], ['60s', '1h']],
  [{ gt: '2026-01-01T00:00:00Z', as: 'time' }, ['2026-01-02T00:00:00Z'], ['2025-12-31T00:00:00Z']],
  [
    { subset: { a: 1, list: [{ name: 'x' }] } },
    [{ a: 1, b: 2, list: [{ name: 'w' }, { name: 'x', port: 1 }] }],
    [{ a: 1 }, { a: 1, list: [] }, { a: 2, list: [{ name: 'x' }] }, undefined, 'a'],
  ],
];

describe('What a value may be asked', () => {
  for (const [matcher, right, wrong] of CASES) {
    const name = JSON.stringify(matcher);
    it(`${name} accepts ${right.map((value) => JSON.stringify(value)).join(', ')}`, () => {
      for (const value of right) assert.ok(holdsFor(matcher, value), JSON.stringify(value));
    });
    it(`${name} refuses others`, () => {
      for (const value of wrong) assert.ok(!holdsFor(matcher, value), JSON.stringify(value));
    });
  }

  it('never follows into what an object inherits', () => {
    assert.ok(!holdsFor({ subset: { constructor: {} } }, {}));
    assert.ok(!holdsFor({ equals: { a: 1 } }, Object.create({ a: 1 })));
  });

  it('is one thing a check', () => {
    const target = { kind: 'Pod', name: 'a' };
    for (const fields of [{}, { equals: 1, exists: true }, { as: 'text' }]) {
      assert.throws(() => newCheck('field', { target, path: 'a', ...fields }), /exactly one of/);
    }
  });

  it('may be the value null', () => {
    assert.ok(holdsFor({ equals: null }, null));
    assert.ok(!holdsFor({ equals: null }, undefined));
  });

  it('refuses a pattern that could run for ages', () => {
    const target = { kind: 'Pod', name: 'a' };
    for (const matches of ['^(a+)+$', '(a|aa)+$', '(.*)*', '\\1(a)', 'a'.repeat(600), '(']) {
      assert.throws(() => newCheck('field', { target, path: 'a', matches }), matches.slice(0, 20));
    }
  });
});

describe('A value in words', () => {
  for (const [value, words] of [
    [undefined, 'nothing'],
    ['web', 'web'],
    ['', '""'],
    ['7', '"7"'],
    [7, '7'],
    ['true', '"true"'],
    [true, 'true'],
    [null, 'null'],
    [['a', 'b'], 'a, b'],
    [[], 'an empty list'],
    [{ a: 1 }, '{"a":1}'],
    [[{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'x' }], 'ReplicaSet/web-1'],
    ['x'.repeat(300), `${'x'.repeat(200)}…`],
  ] as const) {
    it(`${JSON.stringify(value)?.slice(0, 40) ?? 'undefined'} is ${words.slice(0, 40)}`, () => {
      assert.equal(formatValue(value), words);
    });
  }

  it('and what a matcher wants', () => {
    assert.equal(describeMatcher({ equals: '7' }), '"7"');
    assert.equal(describeMatcher({ gte: '64Mi', as: 'quantity' }), 'at least 64Mi');
    assert.equal(describeMatcher({ in: ['a', 'b'] }), 'one of a, b');
    assert.equal(describeMatcher({ absent: true }), 'no value');
  });
});

describe('A count', () => {
  for (const [count, right, wrong, words] of [
    [2, 2, 3, 'exactly 2'],
    ['2', 2, 1, 'exactly 2'],
    ['>=2', 3, 1, 'at least 2'],
    ['<=2', 2, 3, 'at most 2'],
    ['>2', 3, 2, 'more than 2'],
    ['< 2', 1, 2, 'fewer than 2'],
    [0, 0, 1, 'exactly 0'],
  ] as const) {
    it(`${count} is ${words}`, () => {
      assert.ok(countSchema.safeParse(count).success);
      assert.ok(countHolds(count, right));
      assert.ok(!countHolds(count, wrong));
      assert.equal(describeCount(count), words);
    });
  }

  for (const count of [-1, 1.5, 'two', '>=', '=>2', '']) {
    it(`"${count}" is none`, () => {
      assert.ok(!countSchema.safeParse(count).success);
    });
  }
});

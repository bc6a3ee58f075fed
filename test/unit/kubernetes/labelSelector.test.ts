import assert from 'node:assert/strict';
import {
  formatLabels,
  formatSelector,
  parseLabelSelector,
  selectorOf,
  selectsLabels,
} from '../../../src/core/kubernetes/labelSelector.ts';

const BIKES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  city: { kind: 'city', frame: 'steel', gears: '7' },
  road: { kind: 'road', frame: 'alu', gears: '22' },
  cargo: { kind: 'cargo', frame: 'alu', motor: '' },
  bare: {},
};

function select(text: string): string[] {
  const selector = parseLabelSelector(text);
  assert.ok(!('fault' in selector), JSON.stringify(selector));
  return Object.keys(BIKES).filter((name) => selectsLabels(selector, BIKES[name]));
}

describe('A label selector as kubectl reads it', () => {
  for (const [selector, ...names] of [
    ['', 'city', 'road', 'cargo', 'bare'],
    ['kind=city', 'city'],
    ['kind==city', 'city'],
    ['kind = city', 'city'],
    ['kind!=city', 'road', 'cargo', 'bare'],
    ['kind in (city,road)', 'city', 'road'],
    ['kind in ( city , road )', 'city', 'road'],
    ['kind in(city)', 'city'],
    ['kind notin (city)', 'road', 'cargo', 'bare'],
    ['gears', 'city', 'road'],
    ['!gears', 'cargo', 'bare'],
    ['! gears', 'cargo', 'bare'],
    ['motor=', 'cargo'],
    ['motor', 'cargo'],
    ['motor in ()', 'cargo'],
    ['frame=alu,gears', 'road'],
    ['frame=alu , gears', 'road'],
    ['kind notin (city),gears,gears!=7', 'road'],
    ['gears>7', 'road'],
    ['gears<22', 'city'],
    ['constructor'],
    ['app.kubernetes.io/name=shop'],
  ] as const) {
    it(`"${selector}" selects ${names.join(', ') || 'nobody'}`, () => {
      assert.deepEqual(select(selector), names);
    });
  }

  for (const text of [
    ',',
    'kind=city,',
    'kind=city,,frame',
    '=city',
    'kind=a b',
    'kind in city',
    'kind in (city',
    'kind in (a b)',
    'kind city',
    'kind=-x',
    '-kind',
    'a/b/c=d',
    'kind=city or kind=road',
    'kind===city',
    `kind=${'x'.repeat(64)}`,
    `${'k'.repeat(64)}=x`,
    'gears>seven',
  ]) {
    it(`"${text.slice(0, 40)}" is none, and it is said why`, () => {
      const parsed = parseLabelSelector(text);
      assert.ok('fault' in parsed, JSON.stringify(parsed));
      assert.match(parsed.fault, /\.$/);
    });
  }

  it('comes to an end with a long text that is none', () => {
    for (const text of [`${'a'.repeat(50_000)} in (`, ','.repeat(20_000), '(,'.repeat(20_000)]) {
      assert.ok('fault' in parseLabelSelector(text));
    }
  });

  it('is written back as it is read', () => {
    for (const text of [
      'app=web,tier!=back',
      'app,!gone',
      'env in (a,b)',
      'env notin (a,b)',
      'n>1',
    ]) {
      const selector = parseLabelSelector(text);
      assert.ok(!('fault' in selector));
      assert.equal(formatSelector(selector), text);
    }
    assert.equal(formatSelector(selectorOf({ app: 'web', tier: 'back' })), 'app=web,tier=back');
    assert.equal(formatLabels({ app: 'web', tier: 'back' }), 'app=web, tier=back');
    assert.equal(formatLabels({}), 'no labels');
  });
});

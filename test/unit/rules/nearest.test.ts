import assert from 'node:assert/strict';
import { nearest, nearMissDistance } from '../../../src/core/rules/nearest.ts';

describe('A near miss', () => {
  for (const [a, b, distance] of [
    ['web', 'wbe', 1],
    ['frontend', 'frntend', 1],
    ['frontend', 'fronted', 1],
    ['frontend', 'forntned', 2],
    ['app', 'apps', 1],
    ['web', 'api', undefined],
    ['web', 'web', undefined],
    ['a', 'b', undefined],
    ['ab', 'cd', undefined],
    ['checkout', 'catalog', undefined],
  ] as const) {
    it(`${a} / ${b}: ${distance ?? 'none'}`, () => {
      assert.equal(nearMissDistance(a, b), distance);
      assert.equal(nearMissDistance(b, a), distance);
    });
  }

  it('is the nearest of several, the first of equals', () => {
    assert.equal(nearest('htpp', ['https', 'http', 'metrics']), 'http');
    assert.equal(nearest('port', ['metrics']), undefined);
  });
});

import assert from 'node:assert/strict';
import { resolvePlainScalar } from '../../../src/core/yaml/scalars.ts';

describe('A plain scalar is typed as kubectl types it', () => {
  for (const [text, value] of [
    ['yes', true],
    ['off', false],
    ['y', true],
    ['~', null],
    ['', null],
    ['Null', null],
    ['yES', 'yES'],
    ['12', 12],
    ['-3', -3],
    ['+3', 3],
    ['0644', 0o644],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['089', 89],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['.inf', Infinity],
    ['-.INF', -Infinity],
    ['1.2.3', '1.2.3'],
    ['12:30', '12:30'],
    ['2024-01-01', '2024-01-01'],
    ['100m', '100m'],
    ['1e', '1e'],
    ['-', '-'],
    ['.', '.'],
    ['web', 'web'],
  ] as const) {
    it(`${text} is ${JSON.stringify(value) ?? String(value)}`, () => {
      assert.equal(resolvePlainScalar(text), value);
    });
  }
});

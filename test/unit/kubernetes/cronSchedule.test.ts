import assert from 'node:assert/strict';
import { cronFault, nextRuns, readCron } from '../../../src/core/kubernetes/cronSchedule.ts';

function next(text: string, after: string, count = 2): string[] {
  const schedule = readCron(text);
  assert.ok(schedule, text);
  return nextRuns(schedule, new Date(after), count).map((run) => run.toISOString().slice(0, 16));
}

describe('A schedule', () => {
  for (const text of [
    '* * * * *',
    '0 3 * * 0',
    '*/15 8-18/2 1,15 jan-mar MON',
    '5/20 ? * * ?',
    '0 0 31 2 *',
    '@hourly',
    '@every 1h30m',
    '  0 3 * * *  ',
    ', * * * *',
  ]) {
    it(`may be "${text}"`, () => assert.equal(cronFault(text), undefined));
  }

  for (const [text, part] of [
    ['0 3 * * 7', '7'],
    ['60 * * * *', '60'],
    ['0 24 * * *', '24'],
    ['0 0 0 * *', '0'],
    ['0 0 * 13 *', '13'],
    ['0 0 L * *', 'L'],
    ['0 0 * * 1#2', '1#2'],
    ['0 0 15W * *', '15W'],
    ['5-1 * * * *', '5-1'],
    ['*/0 * * * *', '*/0'],
    ['1/2/3 * * * *', '1/2/3'],
    ['1-2-3 * * * *', '1-2-3'],
    ['1,99 * * * *', '99'],
    ['0 3 * *', '0 3 * *'],
    ['0 0 3 * * *', '0 0 3 * * *'],
    ['', ''],
    ['@fortnightly', '@fortnightly'],
    ['@every soon', '@every soon'],
    ['TZ=UTC 0 3 * * *', 'TZ=UTC '],
  ] as const) {
    it(`may not be "${text}"`, () => {
      const fault = cronFault(text);
      assert.ok(fault);
      assert.equal(text.slice(fault.start, fault.end), part);
    });
  }

  it('is due at its next minutes', () => {
    assert.deepEqual(next('0 3 * * *', '2026-01-31T03:00:00Z'), [
      '2026-02-01T03:00',
      '2026-02-02T03:00',
    ]);
    assert.deepEqual(next('*/30 9 * * *', '2026-01-01T09:10:00Z'), [
      '2026-01-01T09:30',
      '2026-01-02T09:00',
    ]);
  });

  it('takes either day where both are named, and both where one is any', () => {
    assert.deepEqual(next('0 0 13 * 5', '2026-02-01T00:00:00Z', 3), [
      '2026-02-06T00:00',
      '2026-02-13T00:00',
      '2026-02-20T00:00',
    ]);
    assert.deepEqual(next('0 0 * * 1', '2026-02-01T00:00:00Z', 1), ['2026-02-02T00:00']);
  });

  it('may never be due', () => {
    assert.deepEqual(next('0 0 31 2 *', '2026-01-01T00:00:00Z'), []);
  });

  it('knows leap days', () => {
    assert.deepEqual(next('0 0 29 2 *', '2026-01-01T00:00:00Z', 1), ['2028-02-29T00:00']);
  });
});

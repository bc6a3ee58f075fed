import { cronFault } from '../../kubernetes/cronSchedule.ts';
import { child, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { OffsetRange, YamlScalar } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { batchSpec } from './batchSpec.ts';

/** Flags schedules and time zones that Kubernetes does not take. */
export const cronSchedule: ObjectRule = {
  id: 'cron-schedule',
  group: 'objects',
  summary: 'A schedule has five fields, each within its range; Sunday is 0.',
  severity: ERROR,
  isFixable: true,
  kinds: ['CronJob'],
  isCrossObject: false,
  *check({ document }) {
    const spec = batchSpec(document);
    const schedule = scalar(child(spec, 'schedule'));
    if (schedule !== undefined && typeof schedule.value === 'string') {
      yield* judgeSchedule(document, schedule);
    }
    const zone = scalar(child(spec, 'timeZone'));
    if (zone !== undefined && typeof zone.value === 'string' && !isTimeZone(zone.text)) {
      yield {
        range: zone.range,
        message:
          `"${zone.text}" is no time zone. Kubernetes takes names such as Etc/UTC and ` +
          'Europe/Berlin: "spec.timeZone: unknown time zone".',
      };
    }
  },
};

function* judgeSchedule(document: KubernetesDocument, schedule: YamlScalar): Generator<Finding> {
  const { text } = schedule;
  const fault = cronFault(text);
  if (fault === undefined) return;
  const { start, end, reason, replacement } = fault;
  const fixed =
    replacement === undefined ? undefined : text.slice(0, start) + replacement + text.slice(end);
  yield {
    range: partOf(schedule, start, end),
    message: `Kubernetes does not take this schedule: ${reason}.`,
    fixes:
      fixed === undefined ? [] : offer(document, `Write ${fixed}`, replaceScalar(schedule, fixed)),
  };
}

/** Where a part of a scalar stands; the whole where its text is not written as it reads. */
function partOf({ range, style, text }: YamlScalar, start: number, end: number): OffsetRange {
  const isPlainlyWritten =
    style !== 'literal' && style !== 'folded' && range[1] - range[0] === text.length;
  return isPlainlyWritten && end > start ? [range[0] + start, range[0] + end] : range;
}

/** Names of the time zone database; `Local` and offsets are refused. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || /^local$/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

import cronstrue from 'cronstrue';
import { cronFault, cronFields, nextRuns, readCron } from '../kubernetes/cronSchedule.ts';
import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import { child, textAt } from '../yaml/access.ts';

const RUNS = 3;

/** A schedule in words with its next runs; undefined for one that is none. */
export function cronInWords(
  text: string,
  { root }: Pick<KubernetesDocument, 'root'>,
  now: Date,
): string | undefined {
  if (cronFault(text) !== undefined) return undefined;
  const schedule = readCron(text);
  const fields = cronFields(text);
  if (schedule === undefined || fields === undefined) {
    return 'Again and again after this time has passed, from when the controller starts.';
  }
  const words = cronstrue.toString(fields, { use24HourTimeFormat: true, verbose: true });
  const zone = textAt(child(root, 'spec'), 'timeZone') ?? 'UTC';
  const runs = nextRuns(schedule, clockIn(zone, now), RUNS).map(shown);
  const next = runs.length === 0 ? 'It is never due.' : `Next: ${runs.join(', ')} (${zone}).`;
  return `${words}. ${next}`;
}

/** What the clocks of a zone show, as if it were UTC; UTC itself for a zone that is none. */
function clockIn(timeZone: string, now: Date): Date {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(now);
    const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
    return new Date(
      Date.UTC(
        part('year'),
        part('month') - 1,
        part('day'),
        part('hour'),
        part('minute'),
        part('second'),
      ),
    );
  } catch {
    return now;
  }
}

/** `Mon 2026-02-02 03:00`. */
function shown(date: Date): string {
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()] ?? '';
  return `${day} ${date.toISOString().slice(0, 16).replace('T', ' ')}`;
}

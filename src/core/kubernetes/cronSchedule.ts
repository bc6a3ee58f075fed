/**
 * The grammar of schedules that Kubernetes takes: that of robfig/cron v3 (`ParseStandard`), which
 * has five fields, no `L`, `W` or `#`, and Sunday as 0 alone.
 */

/** Minutes, hours and so on at which a schedule is due. */
export interface CronSchedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** True when either day field is `*`: then both have to fit, otherwise one is enough. */
  readonly areDaysJoined: boolean;
}

/** What is wrong with a schedule, and where in its text. */
export interface CronFault {
  readonly start: number;
  readonly end: number;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** The text to put there instead, where one is plain. */
  readonly replacement?: string;
}

interface FieldFacts {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly FieldFacts[] = [
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of the month', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of the week', min: 0, max: 6, words: WEEKDAYS },
];

/** Names for whole schedules, in five fields. */
const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** `1h30m` of Go, without units below a second. */
const EVERY = /^@every (?:\d+(?:\.\d+)?(?:h|m|s|ms|us|µs|ns))+$/;

/** The five fields of a schedule; undefined for `@every`, which counts from the last run. */
export function cronFields(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith('@') ? NAMED[trimmed] : trimmed;
}

/** Undefined when Kubernetes takes the schedule. */
export function cronFault(text: string): CronFault | undefined {
  const whole = { start: 0, end: text.length };
  if (/TZ/.test(text)) {
    const zone = /^\s*(?:CRON_)?TZ=\S*\s*/.exec(text)?.[0] ?? text;
    return { start: 0, end: zone.length, reason: 'the time zone goes into `spec.timeZone`' };
  }
  if (text.startsWith('@')) {
    if (NAMED[text] !== undefined || EVERY.test(text)) return undefined;
    const names = `${Object.keys(NAMED).join(', ')} and @every 1h30m`;
    return { ...whole, reason: `of words it knows ${names}` };
  }
  const fields = [...text.matchAll(/\S+/g)];
  if (fields.length !== FIELDS.length) {
    return {
      ...whole,
      reason: `a schedule has five fields (minute, hour, day, month, weekday), and this has ${fields.length}`,
    };
  }
  for (const [index, facts] of FIELDS.entries()) {
    const field = fields[index];
    if (field === undefined) return undefined;
    const fault = fieldFault(field[0], facts);
    if (fault === undefined) continue;
    const { start, end, reason } = fault;
    return { ...fault, start: start + field.index, end: end + field.index, reason };
  }
  return undefined;
}

/** The schedule that a text without faults means; undefined for `@every`. */
export function readCron(text: string): CronSchedule | undefined {
  const fields = cronFields(text)?.trim().split(/\s+/);
  if (fields?.length !== FIELDS.length) return undefined;
  const [minutes, hours, days, months, weekdays] = FIELDS.map((facts, index) =>
    valuesOf(fields[index] ?? '*', facts),
  );
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  const isStar = (field = ''): boolean =>
    field.split(',').some((part) => /^[*?](?:\/1)?$/.test(part));
  const areDaysJoined = isStar(fields[2]) || isStar(fields[4]);
  return { minutes, hours, days, months, weekdays, areDaysJoined };
}

/** Years that are looked through before a schedule counts as never due, as robfig/cron does. */
const MAX_YEARS = 5;

/**
 * The next times, later than `after`, by the fields that `Date.UTC` counts: to read them in another
 * zone, hand over the time that its clocks show.
 */
export function nextRuns(schedule: CronSchedule, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate());
  for (let day = 0; day < MAX_YEARS * 366 && runs.length < count; day++) {
    const date = new Date(start + day * 86_400_000);
    if (!isDueOn(schedule, date)) continue;
    for (const hour of inOrder(schedule.hours)) {
      for (const minute of inOrder(schedule.minutes)) {
        const run = new Date(date.getTime() + (hour * 60 + minute) * 60_000);
        if (run > after && runs.length < count) runs.push(run);
      }
    }
  }
  return runs;
}

function isDueOn({ days, months, weekdays, areDaysJoined }: CronSchedule, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const isDay = days.has(date.getUTCDate());
  const isWeekday = weekdays.has(date.getUTCDay());
  return areDaysJoined ? isDay && isWeekday : isDay || isWeekday;
}

function inOrder(values: ReadonlySet<number>): number[] {
  return [...values].toSorted((a, b) => a - b);
}

function fieldFault(field: string, facts: FieldFacts): CronFault | undefined {
  let start = 0;
  for (const part of field.split(',')) {
    const fault = part === '' ? undefined : partFault(part, facts);
    if (fault !== undefined) return { start, end: start + part.length, ...fault };
    start += part.length + 1;
  }
  return undefined;
}

interface PartFault {
  readonly reason: string;
  readonly replacement?: string;
}

/** What is wrong with `a`, `a-b`, `*`, each perhaps with `/step`. */
function partFault(part: string, facts: FieldFacts): PartFault | undefined {
  const { name, min, max } = facts;
  const [range = '', step, ...moreSteps] = part.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  const isStar = low === '*' || low === '?';
  const shown = `the ${name} is ${min} to ${max}`;
  if (moreSteps.length > 0) return { reason: 'one "/" is enough for a step' };
  if (moreHyphens.length > 0) return { reason: 'a range has one "-"' };
  const from = isStar ? min : numberOf(low, facts);
  const to = isStar ? max : high === undefined ? from : numberOf(high, facts);
  if (from === undefined || to === undefined) {
    const isForeign = /[LW#]/.test(part);
    const foreign = 'Kubernetes has no "L", "W" and "#" of other schedulers';
    return { reason: isForeign ? foreign : `"${part}" is no ${name}: ${shown}` };
  }
  if (from < min || to > max || from > max) {
    const isSunday = max === 6 && part === '7';
    return isSunday
      ? { reason: 'Sunday is 0', replacement: '0' }
      : { reason: `"${part}" is out of range: ${shown}` };
  }
  if (from > to) return { reason: `a range goes up, and "${range}" goes down` };
  if (step === undefined) return undefined;
  return /^\+?\d+$/.test(step) && Number(step) > 0
    ? undefined
    : { reason: `"/${step}" is no step: a step is 1 or more` };
}

function valuesOf(field: string, facts: FieldFacts): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    if (part === '') continue;
    if (partFault(part, facts) !== undefined) return undefined;
    const [range = '', step] = part.split('/');
    const [low = '', high] = range.split('-');
    const isStar = low === '*' || low === '?';
    const from = isStar ? facts.min : (numberOf(low, facts) ?? facts.min);
    // `5/15` means from 5 on.
    const single = step === undefined ? from : facts.max;
    const to = isStar ? facts.max : high === undefined ? single : (numberOf(high, facts) ?? from);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function numberOf(text: string, { min, words }: FieldFacts): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word !== -1) return word + min;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

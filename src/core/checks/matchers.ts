import * as z from 'zod';
import { parseDurationMs } from '../kubernetes/duration.ts';
import { normalImage } from '../kubernetes/imageReference.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import { matchesPattern } from '../patterns.ts';
import { patternSchema } from './patternSchema.ts';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a value may be asked; exactly one of these stands in a check, `as` apart. */
export const matcherFields = {
  equals: z.unknown().optional(),
  in: z.array(plain).min(1).optional(),
  contains: plain.optional(),
  matches: patternSchema.optional(),
  exists: z.boolean().optional(),
  absent: z.literal(true).optional(),
  gt: plain.optional(),
  gte: plain.optional(),
  lt: plain.optional(),
  lte: plain.optional(),
  subset: z.record(z.string(), z.unknown()).optional(),
  as: z.enum(['text', 'number', 'quantity', 'image', 'duration', 'time']).optional(),
};

const matcherSchema = z.object(matcherFields);
export type Matcher = z.infer<typeof matcherSchema>;
type Name = Exclude<keyof Matcher, 'as'>;

const NAMES = (Object.keys(matcherFields) as (keyof Matcher)[]).filter(
  (name): name is Name => name !== 'as',
);

/** For a schema's refinement: a check asks one thing, so that its message can say which. */
export function asksOneThing(fields: Partial<Matcher>): boolean {
  return asked(fields).length === 1;
}

export const ASK_ONE_THING = `exactly one of ${NAMES.join(', ')} is needed`;

function asked(fields: Partial<Matcher>): Name[] {
  return NAMES.filter((name) => fields[name] !== undefined);
}

/** True when the value, undefined for one that is not there, is as the check wants it. */
export function holdsFor(matcher: Matcher, value: unknown): boolean {
  const [name] = asked(matcher);
  switch (name) {
    case undefined:
      return false;
    case 'exists':
      return (value !== undefined) === matcher.exists;
    case 'absent':
      return value === undefined;
    default:
      return value !== undefined && test(name, matcher, value);
  }
}

function test(name: Exclude<Name, 'exists' | 'absent'>, matcher: Matcher, value: unknown): boolean {
  const { as } = matcher;
  switch (name) {
    case 'equals':
      return same(value, matcher.equals, as);
    case 'in':
      return (matcher.in ?? []).some((wanted) => same(value, wanted, as));
    case 'contains':
      return Array.isArray(value)
        ? value.some((item) => same(item, matcher.contains, as))
        : typeof value === 'string' && value.includes(String(matcher.contains));
    case 'matches':
      return isPlain(value) && matchesPattern(matcher.matches ?? '', String(value));
    case 'subset':
      return isSubset(matcher.subset, value);
    default:
      return ordered(name, comparable(value, as), comparable(matcher[name], as));
  }
}

function ordered(
  name: 'gt' | 'gte' | 'lt' | 'lte',
  actual: number | bigint | undefined,
  wanted: number | bigint | undefined,
): boolean {
  if (actual === undefined || wanted === undefined) return false;
  if (name === 'gt') return actual > wanted;
  if (name === 'gte') return actual >= wanted;
  return name === 'lt' ? actual < wanted : actual <= wanted;
}

function comparable(value: unknown, as: Matcher['as']): number | bigint | undefined {
  if (!isPlain(value)) return undefined;
  const text = String(value);
  switch (as) {
    case 'quantity':
      return parseQuantity(text);
    case 'duration':
      return parseDurationMs(text);
    case 'time': {
      const time = Date.parse(text);
      return Number.isNaN(time) ? undefined : time;
    }
    default:
      return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
  }
}

/** Equality as the check means it; without `as`, value and type have to agree. */
function same(actual: unknown, wanted: unknown, as: Matcher['as']): boolean {
  if (as === undefined || !isPlain(actual) || !isPlain(wanted)) return deepEqual(actual, wanted);
  if (as === 'text') return String(actual) === String(wanted);
  if (as === 'image') return normalImage(String(actual)) === normalImage(String(wanted));
  const [a, b] = [comparable(actual, as), comparable(wanted, as)];
  return a !== undefined && a === b;
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (Array.isArray(a) !== Array.isArray(b) || left.length !== right.length) return false;
  return left.every(
    ([key, value]) =>
      Object.hasOwn(b, key) && deepEqual(value, (b as Record<string, unknown>)[key]),
  );
}

/** Every field of the wanted mapping is in the value; lists have to hold the wanted items. */
function isSubset(wanted: unknown, value: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) && wanted.every((item) => value.some((each) => isSubset(item, each)))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return deepEqual(wanted, value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(wanted).every(
    ([key, part]) =>
      Object.hasOwn(value, key) && isSubset(part, (value as Record<string, unknown>)[key]),
  );
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** What a matcher wants, in words. */
export function describeMatcher(matcher: Matcher): string {
  const [name] = asked(matcher);
  switch (name) {
    case 'equals':
      return formatValue(matcher.equals);
    case 'in':
      return `one of ${(matcher.in ?? []).map(formatValue).join(', ')}`;
    case 'contains':
      return `something with ${formatValue(matcher.contains)}`;
    case 'matches':
      return `something like ${matcher.matches}`;
    case 'exists':
      return matcher.exists === true ? 'a value' : 'no value';
    case 'absent':
      return 'no value';
    case 'subset':
      return `at least ${formatValue(matcher.subset)}`;
    case undefined:
      return 'a value';
    default:
      return `${{ gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most' }[name]} ${formatValue(matcher[name])}`;
  }
}

const MAX_SHOWN_CHARS = 200;

/** A value as people read it; text that looks like another type is put in quotes. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    const isAmbiguous = value === '' || /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(value);
    return shorten(isAmbiguous ? `"${value}"` : value);
  }
  if (Array.isArray(value)) return shorten(value.map(formatValue).join(', ') || 'an empty list');
  const { kind, name } = (value ?? {}) as { kind?: unknown; name?: unknown };
  // A reference to another object, such as an owner.
  if (typeof kind === 'string' && typeof name === 'string') return `${kind}/${name}`;
  return shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length <= MAX_SHOWN_CHARS ? text : `${text.slice(0, MAX_SHOWN_CHARS)}…`;
}

import * as z from 'zod';
import { nearest } from '../rules/nearest.ts';
import { findPair, nodeAt, pairs, toValue, type YamlPath } from '../yaml/access.ts';
import type { OffsetRange, YamlNode } from '../yaml/tree.ts';
import type { LabProblem } from './model.ts';
import type { Problems } from './problems.ts';

type Issue = z.core.$ZodIssue;

/** Where fields stand and where what is wrong with them goes. */
export interface FieldsPlace {
  readonly file: string;
  readonly node: YamlNode;
  readonly problems: Problems;
}

/**
 * Reads the fields of a mapping that a schema knows, and reports the others.
 * @returns undefined when a field is missing or wrong; each such fault was reported at its place
 */
export function readFields<S extends z.ZodObject>(
  place: FieldsPlace,
  schema: S,
  options: { alsoKnown?: readonly string[]; unknown: LabProblem['severity'] },
): z.infer<S> | undefined {
  const { node, file, problems } = place;
  const known = Object.keys(schema.shape);
  const allKnown = [...known, ...(options.alsoKnown ?? [])];
  const unknown = pairs(node).filter(({ name }) => !allKnown.includes(name));
  for (const { name, key } of unknown) {
    problems.addUnknown(file, 'field-unknown', key.range, `"${name}" is no field of this.`, {
      written: name,
      known: allKnown,
      severity: options.unknown,
    });
  }
  const value = toValue(node) as Record<string, unknown>;
  const fields = Object.fromEntries(
    known.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]),
  );
  const misspelt = unknown.flatMap(({ name }) => nearest(name, allKnown) ?? []);
  return parsed(place, schema.safeParse(fields), misspelt);
}

/**
 * Reads fields with a schema that is strict itself.
 * @param value the fields that the schema is for
 * @param alsoNear names that an unknown field may have meant besides the schema's own
 */
export function readStrictly<T>(
  place: FieldsPlace,
  schema: z.ZodType<T>,
  value: unknown,
  alsoNear: readonly string[],
): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const own = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const candidates = [...own, ...alsoNear];
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const misspelt = unknown.flatMap((name) => nearest(name, candidates) ?? []);
  return parsed(place, result, misspelt, candidates);
}

function parsed<T>(
  place: FieldsPlace,
  result: z.ZodSafeParseResult<T>,
  misspelt: readonly string[],
  candidates: readonly string[] = [],
): T | undefined {
  if (result.success) return result.data;
  for (const issue of result.error.issues.flatMap(innermost)) {
    // A field that is only misspelt is reported once, under the name that was written.
    const isMisspelt = issue.path.length === 1 && misspelt.includes(String(issue.path[0]));
    if (!isMisspelt) report(place, issue, candidates);
  }
  return undefined;
}

/** A union says only that nothing fits; the branch that came furthest says what is wrong. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (branch: readonly Issue[]): number =>
    Math.max(0, ...branch.map(({ path }) => path.length));
  const best = [...issue.errors].toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
  if (depth(best) === 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function report(place: FieldsPlace, issue: Issue, candidates: readonly string[]): void {
  const { file, node, problems } = place;
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const range = findPair(nodeAt(node, path), key)?.key.range ?? rangeOf(node, path);
      problems.addUnknown(file, 'field-unknown', range, `"${key}" is no field of this.`, {
        written: key,
        known: candidates,
        severity: 'error',
      });
    }
    return;
  }
  const name = [...path].reverse().find((part) => typeof part === 'string') ?? 'value';
  const found = nodeAt(node, path);
  if (issue.code === 'invalid_type' && found === undefined) {
    const range = placeOfMissing(node, path);
    problems.add(file, 'field-missing', range, `The field "${name}" is missing.`);
    return;
  }
  problems.add(file, 'field-invalid', rangeOf(node, path), `"${name}" ${fault(issue)}.`);
}

function fault(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be a ${issue.expected === 'array' ? 'list' : issue.expected}`;
    case 'invalid_value':
      return `has to be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'too_big':
      return `is too long or too big: at most ${issue.maximum}`;
    case 'too_small':
      return Number(issue.minimum) === 1 ? 'may not be empty' : `needs at least ${issue.minimum}`;
    case 'invalid_format':
    case 'custom':
    case 'invalid_union':
      return `is not right: ${issue.message.replace(/\.$/, '')}`;
    default:
      return `is not right: ${issue.message}`;
  }
}

/** The range of the value at this path, or of the nearest one above it. */
export function rangeOf(root: YamlNode, path: YamlPath): OffsetRange {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node !== undefined) return node.range;
  }
  return firstKeyOf(root);
}

function placeOfMissing(root: YamlNode, path: YamlPath): OffsetRange {
  for (let length = path.length - 1; length >= 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node !== undefined) return firstKeyOf(node);
  }
  return firstKeyOf(root);
}

/** The first key of a mapping stands for the whole of it, which may be many lines long. */
function firstKeyOf(node: YamlNode): OffsetRange {
  return pairs(node)[0]?.key.range ?? node.range;
}

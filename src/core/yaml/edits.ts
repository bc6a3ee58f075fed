import { resolvePlainScalar } from './scalars.ts';
import type { YamlMapping, YamlPair, YamlScalar } from './tree.ts';

/** One replacement of text, offsets into the file. */
interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly newText: string;
}

/** A value to write: a scalar of this type, a list, or pairs one level deeper. */
export type NewValue =
  | string
  | number
  | boolean
  | readonly NewValue[]
  | { readonly [key: string]: NewValue };

/** Puts another text into a scalar and keeps its quotes; quotes a text that would change its type. */
export function replaceScalar({ range, style }: YamlScalar, value: string): Edit {
  if (style === 'single') return { range, newText: value.replaceAll("'", "''") };
  if (style === 'double') return { range, newText: JSON.stringify(value).slice(1, -1) };
  return { range, newText: plainText(value) };
}

/** The text as a plain scalar where that reads back as the same text, else in double quotes. */
export function plainText(value: string): string {
  const isSafe = /^[\w./][\w./:@+-]*$/.test(value) && !value.endsWith(':');
  return isSafe && typeof resolvePlainScalar(value) === 'string' ? value : JSON.stringify(value);
}

/** Adds a pair behind the last one of a mapping, in the style in which the mapping is written. */
export function appendPair(text: string, mapping: YamlMapping, key: string, value: NewValue): Edit {
  const last = mapping.pairs.at(-1);
  if (mapping.isFlow) {
    // Between the brackets: behind the last pair, or right after the opening one.
    const at = last === undefined ? mapping.range[0] + 1 : last.value.range[1] + closing(last);
    const separator = last === undefined ? '' : ', ';
    return { range: [at, at], newText: `${separator}${key}: ${flowText(value)}` };
  }
  const column = columnOf(text, mapping.range[0]);
  const at = endOfLine(text, mapping.range[1]);
  return { range: [at, at], newText: `\n${blockLines(key, value, column).join('\n')}` };
}

/** Gives a key without a value, or with the empty mapping `{}`, this mapping as its value. */
export function fillPair(
  text: string,
  { key, value: old }: YamlPair,
  value: { readonly [key: string]: NewValue },
): Edit {
  const column = columnOf(text, key.range[0]) + 2;
  const lines = newLines(value, column);
  const colon = text.indexOf(':', key.range[1]) + 1;
  return { range: [colon, Math.max(old.range[1], colon)], newText: `\n${lines.join('\n')}` };
}

/** The whole lines of a pair in a block mapping, or the pair with its comma in a flow mapping. */
export function removePair(text: string, mapping: YamlMapping, pair: YamlPair): Edit {
  const start = pair.key.range[0];
  const end = pair.value.range[1] + closing(pair);
  if (mapping.isFlow) {
    const after = /^\s*,\s*/.exec(text.slice(end));
    if (after !== null) return { range: [start, end + after[0].length], newText: '' };
    const before = /,\s*$/.exec(text.slice(mapping.range[0], start));
    return { range: [start - (before?.[0].length ?? 0), end], newText: '' };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirstOfItem = text.slice(lineStart, start).trim() !== '';
  const lineEnd = Math.min(endOfLine(text, end) + 1, text.length);
  if (!isFirstOfItem) return { range: [lineStart, lineEnd], newText: '' };
  // `- name: web`: the dash stays, and the next pair moves up behind it.
  const next = /^\s*/.exec(text.slice(lineEnd))?.[0].length ?? 0;
  return { range: [start, lineEnd + next], newText: '' };
}

function closing({ value }: YamlPair): number {
  return value.kind === 'scalar' && (value.style === 'single' || value.style === 'double') ? 1 : 0;
}

/** Lines of a block mapping whose keys start at this column. */
export function newLines(value: { readonly [key: string]: NewValue }, column: number): string[] {
  return Object.entries(value).flatMap(([name, part]) => blockLines(name, part, column));
}

function blockLines(key: string, value: NewValue, column: number): string[] {
  const indent = ' '.repeat(column);
  if (typeof value !== 'object' || (isList(value) && !value.some(isMapping))) {
    return [`${indent}${plainText(key)}: ${flowText(value)}`];
  }
  if (isList(value)) {
    return [`${indent}${plainText(key)}:`, ...value.flatMap((item) => itemLines(item, column + 2))];
  }
  if (Object.keys(value).length === 0) return [`${indent}${plainText(key)}: {}`];
  return [`${indent}${plainText(key)}:`, ...newLines(value, column + 2)];
}

/** The lines of an item of a list: a dash before the first key. */
export function itemLines(value: NewValue, column: number): string[] {
  const indent = ' '.repeat(column);
  if (!isMapping(value)) return [`${indent}- ${flowText(value)}`];
  const [first = '', ...rest] = newLines(value, column + 2);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** A value on one line. */
export function flowText(value: NewValue): string {
  if (typeof value !== 'object') return scalarText(value);
  if (isList(value)) return `[${value.map(flowText).join(', ')}]`;
  const parts = Object.entries(value).map(
    ([name, part]) => `${plainText(name)}: ${flowText(part)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}

function isMapping(value: NewValue): value is { readonly [key: string]: NewValue } {
  return typeof value === 'object' && !isList(value);
}

function scalarText(value: string | number | boolean): string {
  return typeof value === 'string' ? plainText(value) : String(value);
}

/** Zero-based column of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Where the line that holds the character before this offset ends, line break excluded. */
export function endOfLine(text: string, offset: number): number {
  const at = text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', at);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === '\r' ? stop - 1 : stop;
}

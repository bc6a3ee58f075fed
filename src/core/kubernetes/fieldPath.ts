/**
 * The kubectl JSONPath dialect, as far as it names values: outer braces and the leading dot are
 * optional, `\.` is a dot within a key, `[0]`, `[-1]`, `[0:2]`, `[*]`, `['key']`, `..key`, and
 * filters such as `[?(@.type=="Ready")]`. `range` and several templates are refused.
 */
export type PathPart =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'all' }
  /** This value and everything below it. */
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly test: Filter };

export interface Filter {
  readonly path: readonly PathPart[];
  /** undefined asks only whether there is a value. */
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | undefined;
  readonly value: string | number | boolean | null;
}

export type FieldPath = readonly PathPart[];

/** One value that a path found, with the concrete way to it. */
export interface FieldMatch {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/** Reads a path. @returns a sentence that says what is wrong with it when it is none */
export function parseFieldPath(text: string): FieldPath | { readonly fault: string } {
  const inner = text
    .trim()
    .replace(/^\{\s*(.*?)\s*\}$/s, '$1')
    .replace(/^\$/, '');
  if (/^\s*(?:range|end)\b/.test(inner) || /[{}]/.test(inner.replaceAll(/'[^']*'|"[^"]*"/g, ''))) {
    return { fault: `"${text}" holds more than one path; "range" is not supported.` };
  }
  const parts: PathPart[] = [];
  let at = 0;
  while (at < inner.length) {
    const rest = inner.slice(at);
    const token = readToken(rest, at === 0);
    if (token === undefined) return { fault: `"${text}" cannot be read from "${rest}" on.` };
    parts.push(...token.parts);
    at += token.length;
  }
  return parts.length === 0 ? { fault: 'The path is empty.' } : parts;
}

function readToken(
  rest: string,
  isFirst: boolean,
): { parts: PathPart[]; length: number } | undefined {
  const one = (part: PathPart, length: number) => ({ parts: [part], length });
  const key = /^(\.\.|\.)?((?:\\.|[^.[\]\\\s])+)/.exec(rest);
  if (key !== null && (key[1] !== undefined || isFirst)) {
    const name = (key[2] ?? '').replaceAll(/\\(.)/g, '$1');
    const part: PathPart = name === '*' ? { kind: 'all' } : { kind: 'key', name };
    const parts: PathPart[] = key[1] === '..' ? [{ kind: 'descend' }, part] : [part];
    return { parts, length: key[0].length };
  }
  const quoted = /^\.?\[(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)")\]/.exec(rest);
  if (quoted !== null) {
    const name = (quoted[1] ?? quoted[2] ?? '').replaceAll(/\\(.)/g, '$1');
    return one({ kind: 'key', name }, quoted[0].length);
  }
  const index = /^\.?\[(-?\d+)\]/.exec(rest);
  if (index !== null) return one({ kind: 'index', index: Number(index[1]) }, index[0].length);
  const all = /^\.?\[\*\]/.exec(rest);
  if (all !== null) return one({ kind: 'all' }, all[0].length);
  const slice = /^\.?\[(-?\d*):(-?\d*)\]/.exec(rest);
  if (slice !== null) {
    const bound = (digits = '') => (digits === '' ? undefined : Number(digits));
    return one({ kind: 'slice', from: bound(slice[1]), to: bound(slice[2]) }, slice[0].length);
  }
  const filter = /^\.?\[\?\(((?:'[^']*'|"[^"]*"|[^)'"])*)\)\]/.exec(rest);
  const test = filter === null ? undefined : parseFilter(filter[1] ?? '');
  return filter === null || test === undefined
    ? undefined
    : one({ kind: 'filter', test }, filter[0].length);
}

function parseFilter(text: string): Filter | undefined {
  const match = /^\s*@(.*?)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?)\s*)?$/s.exec(text);
  if (match === null) return undefined;
  const [, pathText = '', operator, valueText] = match;
  const path = pathText === '' ? [] : parseFieldPath(pathText);
  if ('fault' in path) return undefined;
  const value = valueText === undefined ? null : literal(valueText);
  if (value === undefined) return undefined;
  return { path, operator: operator as Filter['operator'], value };
}

function literal(text: string): Filter['value'] | undefined {
  const quoted = /^(?:'(.*)'|"(.*)")$/s.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** Most values that one path may find. */
const MAX_MATCHES = 10_000;

/** All values that a path finds. A key that is not there finds nothing. */
export function findFields(root: unknown, path: FieldPath): FieldMatch[] {
  let matches: FieldMatch[] = [{ value: root, path: [] }];
  for (const part of path) {
    matches = matches.flatMap((match) => step(match, part)).slice(0, MAX_MATCHES);
  }
  return matches;
}

function step(match: FieldMatch, part: PathPart): FieldMatch[] {
  const { value } = match;
  switch (part.kind) {
    case 'key':
      return isRecord(value) && Object.hasOwn(value, part.name) ? [below(match, part.name)] : [];
    case 'index': {
      if (!Array.isArray(value)) return [];
      const index = part.index < 0 ? value.length + part.index : part.index;
      return index in value ? [below(match, index)] : [];
    }
    case 'slice': {
      const all = children(match);
      return Array.isArray(value) ? all.slice(part.from, part.to) : [];
    }
    case 'all':
      return children(match);
    case 'descend':
      return withDescendants(match);
    case 'filter':
      return Array.isArray(value)
        ? children(match).filter(({ value: v }) => passes(v, part.test))
        : [];
  }
}

/** The value and everything below it, each before what is below it. Needs no stack, however deep. */
function withDescendants(match: FieldMatch): FieldMatch[] {
  const found: FieldMatch[] = [];
  const left = [match];
  while (found.length < MAX_MATCHES) {
    const next = left.pop();
    if (next === undefined) break;
    found.push(next);
    left.push(...children(next).toReversed());
  }
  return found;
}

function passes(item: unknown, { path, operator, value }: Filter): boolean {
  const found = findFields(item, path);
  if (operator === undefined) return found.length > 0;
  return found.some(({ value: actual }) => compare(actual, operator, value));
}

function compare(actual: unknown, operator: string, wanted: Filter['value']): boolean {
  if (operator === '==') return actual === wanted;
  if (operator === '!=') return actual !== wanted;
  if (typeof actual !== typeof wanted || wanted === null) return false;
  const [a, b] = [actual as string | number, wanted as string | number];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function children(match: FieldMatch): FieldMatch[] {
  const { value } = match;
  if (Array.isArray(value)) return value.map((_, index) => below(match, index));
  return isRecord(value) ? Object.keys(value).map((name) => below(match, name)) : [];
}

function below({ value, path }: FieldMatch, part: string | number): FieldMatch {
  return { value: (value as Record<string | number, unknown>)[part], path: [...path, part] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A concrete path as people write it: `spec.ports[0].name`, with dots in keys escaped. */
export function formatFieldPath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replaceAll('.', '\\.')}`))
    .join('')
    .replace(/^\./, '');
}

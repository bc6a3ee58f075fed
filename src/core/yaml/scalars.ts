import type { ScalarValue } from './tree.ts';

/**
 * Types a plain scalar as kubectl does: the table of `resolve()` in the YAML reader that
 * sigs.k8s.io/yaml carries (goyaml.v2). It is YAML 1.1 without base 60: `yes`, `on` and `y` are
 * booleans, `0644` is octal, timestamps stay text.
 */
export function resolvePlainScalar(text: string): ScalarValue {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (isNumberStart(first)) {
    const number = resolveNumber(text);
    return number ?? text;
  }
  return WORDS.has(text) ? (WORDS.get(text) as ScalarValue) : text;
}

const WORDS = new Map<string, ScalarValue>([
  ...words(true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']),
  ...words(false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']),
  ...words(null, ['~', 'null', 'Null', 'NULL']),
]);

function words(value: ScalarValue, names: string[]): [string, ScalarValue][] {
  return names.map((name) => [name, value]);
}

/** Signs, digits and the dot: what the reader's lookup table sends to the number branch. */
function isNumberStart(code: number): boolean {
  return code === 0x2b || code === 0x2d || code === 0x2e || (code >= 0x30 && code <= 0x39);
}

const INTEGER = /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL = new Map<string, number>([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((t): [string, number] => [
    t,
    Infinity,
  ]),
  ...['-.inf', '-.Inf', '-.INF'].map((t): [string, number] => [t, -Infinity]),
  ...['.nan', '.NaN', '.NAN'].map((t): [string, number] => [t, Number.NaN]),
]);

function resolveNumber(text: string): number | undefined {
  const special = SPECIAL.get(text);
  if (special !== undefined) return special;
  if (INTEGER.test(text)) return parseInteger(text.replaceAll('_', ''));
  if (FLOAT.test(text)) return Number(text);
  return undefined;
}

/** Reads base 2, 8 (`0o7`, `07`), 10 and 16 with an optional sign. */
function parseInteger(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const prefix = digits.slice(0, 2).toLowerCase();
  if (prefix === '0b') return sign * Number.parseInt(digits.slice(2), 2);
  if (prefix === '0o') return sign * Number.parseInt(digits.slice(2), 8);
  if (prefix === '0x') return sign * Number.parseInt(digits.slice(2), 16);
  if (digits.length > 1 && digits.startsWith('0')) return sign * Number.parseInt(digits, 8);
  return sign * Number(digits);
}

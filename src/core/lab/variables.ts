import { matchesPattern } from '../patterns.ts';
import type { Random } from '../ports.ts';
import type { LabVariable } from './model.ts';

const VARIABLE = /\{\{\s*([A-Za-z][\w-]*)\s*\}\}/g;

/** What every lab may use without declaring it. */
export const KNOWN_VARIABLES: readonly string[] = ['context', 'kubernetes', 'namespace'];

export type Values = Readonly<Record<string, string>>;

/** Fills `{{name}}` in; a name that has no value stays as it is written. */
export function interpolate(text: string, values: Values): string {
  return text.replaceAll(VARIABLE, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? written) : written,
  );
}

/** Fills `{{name}}` in wherever a text stands in a value of plain data. */
export function interpolateDeep(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return interpolate(value, values);
  if (Array.isArray(value)) return value.map((each) => interpolateDeep(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, interpolateDeep(each, values)]),
  );
}

/** Every `{{name}}` of a text with its offset. */
export function variablesIn(text: string): { name: string; written: string; at: number }[] {
  return [...text.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? '',
    written: match[0],
    at: match.index,
  }));
}

/** True when a text could be this template with its variables filled in. */
export function couldBe(template: string, text: string): boolean {
  const parts = template.split(new RegExp(VARIABLE.source, 'g'));
  // Every other part is the name that the expression caught.
  const plain = parts.filter((_, index) => index % 2 === 0);
  let at = 0;
  for (const [index, part] of plain.entries()) {
    const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return plain.length === 1 ? at === text.length : text.endsWith(plain.at(-1) ?? '');
}

/** A question that the lab asks before it starts, for a value of its own. */
export interface AskedVariable {
  readonly name: string;
  readonly ask: string;
  readonly suggestion: string;
}

/** What people are asked before the lab starts. */
export function askedVariables(variables: Readonly<Record<string, LabVariable>>): AskedVariable[] {
  return Object.entries(variables).flatMap(([name, { ask, default: suggestion = '' }]) =>
    ask === undefined ? [] : { name, ask, suggestion },
  );
}

/** True when an answer fits what the lab says about the variable. */
export function fitsVariable({ pattern }: LabVariable, answer: string): boolean {
  return answer !== '' && (pattern === undefined || matchesPattern(`^(?:${pattern})$`, answer));
}

/** The values of one attempt. An answer that does not fit, or is missing, gives way to the default. */
export function chooseVariables(
  variables: Readonly<Record<string, LabVariable>>,
  answers: Values,
  random: Random,
): Values {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      const answer = answers[name];
      if (answer !== undefined && fitsVariable(variable, answer)) return [name, answer];
      return [name, ownValue(variable, random)];
    }),
  );
}

function ownValue({ default: fixed, pick, random: wanted }: LabVariable, random: Random): string {
  if (pick !== undefined) {
    // Six letters and digits count far enough for any list.
    return pick[Number.parseInt(random.token(6), 36) % pick.length] ?? '';
  }
  if (wanted !== undefined) return random.token(wanted.length);
  return fixed ?? '';
}

/** Values to read a lab with before anybody has started it. */
export function sampleValues(variables: Readonly<Record<string, LabVariable>>): Values {
  const own = Object.entries(variables).map(([name, { default: fixed, pick, random }]) => [
    name,
    fixed ?? pick?.[0] ?? 'x'.repeat(random?.length ?? 1),
  ]);
  return {
    namespace: 'lab',
    context: 'lab',
    kubernetes: 'v1.30',
    ...(Object.fromEntries(own) as Values),
  };
}

import { interpolate, interpolateDeep, type Values } from '../lab/variables.ts';
import type { Check } from './check.ts';
import type { CheckKind } from './kind.ts';

/**
 * The check with the values of one attempt in the place of its `{{variables}}`. A value that the
 * check's type does not take leaves the check as it was written, which then says so itself.
 */
export function fillCheck(check: Check, kinds: readonly CheckKind[], values: Values): Check {
  const fill = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : interpolate(text, values);
  const texts = {
    title: interpolate(check.title, values),
    failText: fill(check.failText),
    passText: fill(check.passText),
    unableText: fill(check.unableText),
  };
  if (check.template === undefined) return { ...check, ...texts };
  const kind = kinds.find(({ type }) => type === check.type);
  const parsed = kind?.fields.safeParse(interpolateDeep(check.template, values));
  return { ...check, ...texts, fields: parsed?.success === true ? parsed.data : check.fields };
}

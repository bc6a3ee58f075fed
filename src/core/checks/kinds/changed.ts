import * as z from 'zod';
import { findFields, parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { shownValue } from '../../kubernetes/redact.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { fingerprint } from '../../fingerprint.ts';
import { formatValue } from '../matchers.ts';
import { pathSchema } from '../pathSchema.ts';
import { fail, pass, unable } from '../result.ts';
import type { Reading, Snapshot } from '../snapshot.ts';
import { describeTarget, needOf, nothingThere, objectsOf, targetSchema } from '../target.ts';

const fields = z
  .strictObject({
    target: targetSchema,
    path: pathSchema,
    /** `added`: a value is there that was not before. */
    expect: z.enum(['changed', 'added', 'same']).default('changed'),
  })
  .refine(
    ({ target, path }) => target.kind !== 'Secret' || /^[{.]*metadata\.(?!annot)/.test(path),
    {
      message: "a Secret's content is not remembered; compare its metadata.resourceVersion",
      path: ['path'],
    },
  );

type Fields = z.infer<typeof fields>;

const EXPECTED: Readonly<Record<Fields['expect'], string>> = {
  changed: 'another value than at the start of the step',
  added: 'a value that was not there at the start of the step',
  same: 'the same value as at the start of the step',
};

export const changed: CheckKind<Fields> = {
  type: 'changed',
  summary: 'A field differs, or does not differ, from what it was when the step began.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  baseline(check, snapshot, scope) {
    const values = valuesNow(check, snapshot, scope);
    return values.ok ? values.value : undefined;
  },
  evaluate(check, snapshot, scope) {
    const { target, path, expect } = check.fields;
    const now = valuesNow(check, snapshot, scope);
    if (!now.ok) return unable(now.cause, now.remedy);
    const before = scope.baseline;
    if (before === undefined) {
      return unable('no-run', 'The values at the start of the step are not known. Reset the step.');
    }
    const object = describeTarget(target);
    if (now.value.length === 0 && before.length === 0) return nothingThere(target);
    if (now.value.length === 0) {
      return fail({ expected: EXPECTED[expect], found: 'nothing any more', object, path });
    }
    const isSame = now.value.join('\n') === before.join('\n');
    const added = now.value.filter((value) => !before.includes(value));
    const isRight = expect === 'same' ? isSame : expect === 'changed' ? !isSame : added.length > 0;
    const shown = now.value
      .slice(0, 3)
      .map((value) => shownValue({ kind: target.kind }, [path], value));
    const found = shown.join(', ');
    if (isRight) return pass({ object, path, value: found });
    return fail({
      expected: EXPECTED[expect],
      found: isSame ? 'the same value' : found,
      object,
      path,
    });
  },
};

/** Sorted, so that the order in which objects are listed does not count. */
function valuesNow(
  { fields: { target, path } }: CheckOf<Fields>,
  snapshot: Snapshot,
  scope: CheckScope,
): Reading<string[]> {
  const reading = objectsOf(target, snapshot, scope);
  if (!reading.ok) return reading;
  const parsed = parseFieldPath(path);
  if ('fault' in parsed) return { ok: false, cause: 'bad-check', remedy: parsed.fault };
  const values = reading.value.flatMap((object) => findFields(object, parsed));
  // What is remembered is kept in a file: of a Secret only whether it is still the same.
  const kept = target.kind === 'Secret' ? fingerprint : (text: string) => text;
  return { ok: true, value: values.map(({ value }) => kept(formatValue(value))).toSorted() };
}

import * as z from 'zod';
import { findFields, formatFieldPath, parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { describeRef, type KubeObject } from '../../kubernetes/objects.ts';
import { shownValue } from '../../kubernetes/redact.ts';
import type { CheckKind } from '../kind.ts';
import {
  asksOneThing,
  ASK_ONE_THING,
  describeMatcher,
  formatValue,
  holdsFor,
  matcherFields,
} from '../matchers.ts';
import { pathSchema } from '../pathSchema.ts';
import { fail, type Mismatch, pass, unable, written } from '../result.ts';
import { needOf, nothingThere, objectsOf, targetSchema } from '../target.ts';

const fields = z
  .strictObject({
    target: targetSchema,
    path: pathSchema,
    each: z.enum(['all', 'any', 'none']).optional(),
    ...matcherFields,
  })
  .refine(asksOneThing, ASK_ONE_THING);

/** Most mismatches that one check reports: the first ones tell the story. */
const MAX_MISMATCHES = 5;

interface Found {
  readonly object: KubeObject;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

export const field: CheckKind<z.infer<typeof fields>> = {
  type: 'field',
  summary: 'A field of an object has the value that is asked for.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, path, each = 'all', ...matcher } }, snapshot, scope) {
    const reading = objectsOf(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const parsed = parseFieldPath(path);
    if ('fault' in parsed) return unable('bad-check', parsed.fault);

    const found = reading.value.flatMap((object): Found[] => {
      const matches = findFields(object, parsed);
      // A field that is not there is an answer as well.
      return matches.length === 0
        ? [{ object, path: [path], value: undefined }]
        : matches.map((match) => ({ object, ...match }));
    });
    const right = found.filter(({ value }) => holdsFor(matcher, value));
    const wrong = found.filter((one) => !right.includes(one));
    const isPassed =
      each === 'all' ? wrong.length === 0 : each === 'any' ? right.length > 0 : right.length === 0;
    if (isPassed) {
      const shown = each === 'none' ? wrong : right;
      return pass(...shown.slice(0, MAX_MISMATCHES).map(evidence));
    }
    const culprits = each === 'none' ? right : wrong;
    const expected = `${each === 'none' ? 'not ' : ''}${describeMatcher(matcher)}`;
    const failure = isWritten(path) ? written : fail;
    return failure(
      ...culprits.slice(0, MAX_MISMATCHES).map((one) => mismatch(target.kind, expected, one)),
    );
  },
};

/** Controllers write `status`; the rest is written by people, Pods' owners apart. */
function isWritten(path: string): boolean {
  return !/^[{.]*(?:status|metadata\.ownerReferences)\b/.test(path);
}

function evidence({ object, path, value }: Found) {
  return {
    object: describeRef({ kind: object.kind, name: object.metadata.name }),
    path: formatFieldPath(path),
    value: shownValue(object, path, formatValue(value)),
  };
}

function mismatch(kind: string, expected: string, found: Found): Mismatch {
  const { object, path, value } = evidence(found);
  // What a Secret is compared with would tell as much as what it holds.
  const isHidden = kind === 'Secret' && value === shownValue({ kind }, found.path, '');
  return {
    expected: isHidden ? 'the value that the lab asks for' : expected,
    found: value,
    object,
    path,
  };
}

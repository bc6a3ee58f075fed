import * as z from 'zod';
import { findFields, formatFieldPath, parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { describeRef, type KubeObject } from '../../kubernetes/objects.ts';
import { HIDDEN, shownValue } from '../../kubernetes/redact.ts';
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
import { judgedObjects, needOf, nothingThere, targetSchema } from '../target.ts';

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
  /** Concrete; undefined where the path leads to nothing. */
  readonly path: readonly (string | number)[] | undefined;
  readonly value: unknown;
}

export const field: CheckKind<z.infer<typeof fields>> = {
  type: 'field',
  summary: 'A field of an object has the value that is asked for.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, path, each = 'all', ...matcher } }, snapshot, scope) {
    const reading = judgedObjects(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const parsed = parseFieldPath(path);
    if ('fault' in parsed) return unable('bad-check', parsed.fault);

    const found = reading.value.flatMap((object): Found[] => {
      const matches = findFields(object, parsed);
      // A field that is not there is an answer as well.
      return matches.length === 0
        ? [{ object, path: undefined, value: undefined }]
        : matches.map((match) => ({ object, ...match }));
    });
    const right = found.filter(({ value }) => holdsFor(matcher, value));
    const wrong = found.filter((one) => !right.includes(one));
    const isPassed =
      each === 'all' ? wrong.length === 0 : each === 'any' ? right.length > 0 : right.length === 0;
    if (isPassed) {
      const shown = each === 'none' ? wrong : right;
      return pass(...shown.slice(0, MAX_MISMATCHES).map((one) => evidence(one, path)));
    }
    const culprits = each === 'none' ? right : wrong;
    const expected = `${each === 'none' ? 'not ' : ''}${describeMatcher(matcher)}`;
    const failure = isWritten(path) ? written : fail;
    return failure(
      ...culprits.slice(0, MAX_MISMATCHES).map((one) => mismatch(one, path, expected)),
    );
  },
};

/** Controllers write `status`; the rest is written by people, Pods' owners apart. */
function isWritten(path: string): boolean {
  return !/^[{.]*(?:status|metadata\.ownerReferences)\b/.test(path);
}

function evidence({ object, path, value }: Found, asked: string) {
  return {
    object: describeRef({ kind: object.kind, name: object.metadata.name }),
    path: path === undefined ? asked : formatFieldPath(path),
    value:
      path === undefined ? formatValue(undefined) : shownValue(object, path, formatValue(value)),
  };
}

function mismatch(found: Found, asked: string, wanted: string): Mismatch {
  const { object, path, value } = evidence(found, asked);
  // What a Secret is compared with would tell as much as what it holds.
  const expected = value === HIDDEN ? 'the value that the lab asks for' : wanted;
  return { expected, found: value, object, path };
}

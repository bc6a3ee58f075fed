import * as z from 'zod';
import { describeRef } from '../../kubernetes/objects.ts';
import type { CheckKind } from '../kind.ts';
import { fail, missing, pass, unable } from '../result.ts';
import { describeTarget, needOf, objectsOf, targetSchema } from '../target.ts';

const fields = z.strictObject({
  target: targetSchema,
  /** Only something that was seen alive counts as gone, so an empty namespace does not pass. */
  after: z.literal('seen-in-this-run').optional(),
});

export const absent: CheckKind<z.infer<typeof fields>> = {
  type: 'absent',
  summary: 'The object is not there, or not there any more.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, after } }, snapshot, scope) {
    const reading = objectsOf(target, snapshot, scope, { withTerminating: true });
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const object = describeTarget(target);
    const [left] = reading.value;
    if (left !== undefined) {
      const name = describeRef({ kind: left.kind, name: left.metadata.name });
      const isEnding = left.metadata.deletionTimestamp !== undefined;
      const found = isEnding ? `${name} is still ending` : name;
      return fail({ expected: `no ${object}`, found, object: name });
    }
    const wasSeen =
      target.name === undefined
        ? [...scope.seen].some((ref) => ref.startsWith(`${target.kind}/`))
        : scope.seen.has(`${target.kind}/${target.name}`);
    if (after !== undefined && !wasSeen) {
      return missing({
        expected: `${object}, and then its end`,
        found: 'it was never there',
        object,
      });
    }
    return pass({ object, value: 'not there' });
  },
};

import * as z from 'zod';
import { describeRef } from '../../kubernetes/objects.ts';
import { countHolds, countSchema, describeCount } from '../count.ts';
import type { CheckKind } from '../kind.ts';
import { fail, missing, pass, unable } from '../result.ts';
import { describeTarget, needOf, objectsOf, targetSchema } from '../target.ts';

const fields = z.strictObject({ target: targetSchema, count: countSchema.optional() });

export const exists: CheckKind<z.infer<typeof fields>> = {
  type: 'exists',
  summary: 'The object, or so many objects, are there.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, count } }, snapshot, scope) {
    const reading = objectsOf(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const objects = reading.value;
    const object = describeTarget(target);
    if (count === undefined && objects.length === 0) {
      return missing({ expected: object, found: 'nothing of that kind and name', object });
    }
    if (count !== undefined && !countHolds(count, objects.length)) {
      const mismatch = { expected: describeCount(count), found: String(objects.length), object };
      return objects.length === 0 ? missing(mismatch) : fail(mismatch);
    }
    const names = objects.map(({ kind, metadata }) => describeRef({ kind, name: metadata.name }));
    return pass({ object, value: names.slice(0, 10).join(', ') });
  },
};

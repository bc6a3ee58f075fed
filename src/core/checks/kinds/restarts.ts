import * as z from 'zod';
import { containerStates, describeContainer } from '../containerStates.ts';
import { countHolds, countSchema, describeCount } from '../count.ts';
import type { CheckKind } from '../kind.ts';
import { fail, type Mismatch, pass, unable } from '../result.ts';
import { judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

const fields = z
  .strictObject({
    target: podTargetSchema,
    container: z.string().min(1).optional(),
    count: countSchema.optional(),
    /** How it ended last. */
    exitCode: z.number().int().min(0).max(255).optional(),
    reason: z.string().min(1).optional(),
  })
  .refine(
    ({ count, exitCode, reason }) =>
      count !== undefined || exitCode !== undefined || reason !== undefined,
    { message: 'at least one of count, exitCode and reason is needed', path: ['count'] },
  );

export const restarts: CheckKind<z.infer<typeof fields>> = {
  type: 'restarts',
  summary: 'A container was restarted so often, or ended last with this exit code or reason.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, container, count, exitCode, reason } }, snapshot, scope) {
    const reading = judgedObjects(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const states = containerStates(reading.value, container);
    const mismatches: Mismatch[] = [];
    for (const one of states) {
      const object = describeContainer(one);
      const place = { object, path: 'status.containerStatuses' };
      if (count !== undefined && !countHolds(count, one.restarts)) {
        const expected = `${describeCount(count)} restarts`;
        mismatches.push({ expected, found: String(one.restarts), ...place });
      }
      if (exitCode !== undefined && one.ended?.exitCode !== exitCode) {
        const found = one.ended === undefined ? 'it has not ended yet' : String(one.ended.exitCode);
        mismatches.push({ expected: `exit code ${exitCode}`, found, ...place });
      }
      if (reason !== undefined && one.ended?.reason !== reason) {
        mismatches.push({ expected: reason, found: one.ended?.reason || 'no end yet', ...place });
      }
    }
    if (mismatches.length > 0) return fail(...mismatches.slice(0, 5));
    const [first] = states;
    if (first === undefined) {
      return fail({ expected: 'a container', found: 'none has started yet', object: target.kind });
    }
    const end =
      first.ended === undefined ? '' : `, last ${first.ended.reason} (${first.ended.exitCode})`;
    return pass({ object: describeContainer(first), value: `${first.restarts} restarts${end}` });
  },
};

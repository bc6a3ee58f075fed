import * as z from 'zod';
import { redactText } from '../../kubernetes/redact.ts';
import { containerStates, describeContainer } from '../containerStates.ts';
import type { CheckKind } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';
import { judgedObjects, needOf, nothingThere, podTargetSchema } from '../target.ts';

const fields = z.strictObject({
  target: podTargetSchema,
  container: z.string().min(1).optional(),
  /** Any of these: ErrImagePull and ImagePullBackOff take turns. */
  reason: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** False asks that nothing waits, for this reason or at all. */
  expect: z.boolean().default(true),
});

export const waiting: CheckKind<z.infer<typeof fields>> = {
  type: 'waiting',
  summary: 'A container waits for this reason, such as ImagePullBackOff, or none does.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, container, reason, expect } }, snapshot, scope) {
    const reading = judgedObjects(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const reasons = reason === undefined ? [] : [reason].flat();
    const states = containerStates(reading.value, container);
    const fitting = states.filter(
      (one) => one.waiting !== undefined && (reasons.length === 0 || reasons.includes(one.waiting)),
    );
    const wanted = reasons.length === 0 ? 'to wait' : `to wait for ${reasons.join(' or ')}`;
    const [first] = expect ? fitting : states;
    if (expect && first !== undefined) {
      return pass({ object: describeContainer(first), value: first.waiting ?? '' });
    }
    if (!expect && fitting.length === 0) {
      return pass({ object: 'the containers', value: 'none waits' });
    }
    const shown = (expect ? states : fitting).slice(0, 5);
    return fail(
      ...shown.map((one) => ({
        expected: expect ? wanted : `not ${wanted}`,
        found: stateText(one.waiting, one.message, one.isRunning),
        object: describeContainer(one),
        path: 'status.containerStatuses',
      })),
      ...(shown.length === 0
        ? [{ expected: wanted, found: 'no container has started yet', object: target.kind }]
        : []),
    );
  },
};

function stateText(
  reason: string | undefined,
  message: string | undefined,
  isRunning: boolean,
): string {
  if (reason === undefined) return isRunning ? 'it runs' : 'it has ended';
  return message === undefined ? reason : redactText(`${reason}: ${message}`);
}

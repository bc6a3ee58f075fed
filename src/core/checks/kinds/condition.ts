import * as z from 'zod';
import { findFields, parseFieldPath } from '../../kubernetes/fieldPath.ts';
import { describeRef } from '../../kubernetes/objects.ts';
import { redactText } from '../../kubernetes/redact.ts';
import type { CheckKind } from '../kind.ts';
import { fail, type Mismatch, pass, unable } from '../result.ts';
import { describeTarget, judgedObjects, needOf, nothingThere, targetSchema } from '../target.ts';

const fields = z.strictObject({
  target: targetSchema,
  condition: z.string().min(1),
  status: z.enum(['True', 'False', 'Unknown']).default('True'),
  reason: z.string().min(1).optional(),
});

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
}

export const condition: CheckKind<z.infer<typeof fields>> = {
  type: 'condition',
  summary: 'A condition of an object, such as Ready or Available, has this status.',
  fields,
  needs: ({ fields: { target } }, scope) => [needOf(target, scope)],
  evaluate({ fields: { target, condition: type, status, reason } }, snapshot, scope) {
    const reading = judgedObjects(target, snapshot, scope);
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    if (reading.value.length === 0) return nothingThere(target);
    const expected = `${type}=${status}${reason === undefined ? '' : ` (${reason})`}`;
    const mismatches: Mismatch[] = [];
    for (const object of reading.value) {
      const found = conditionsOf(object).find((each) => each.type === type);
      if (found?.status === status && (reason === undefined || found.reason === reason)) continue;
      mismatches.push({
        expected,
        found: found === undefined ? `no condition ${type} yet` : describe(found),
        object: describeRef({ kind: object.kind, name: object.metadata.name }),
        path: 'status.conditions',
      });
    }
    return mismatches.length > 0
      ? fail(...mismatches)
      : pass({ object: describeTarget(target), path: 'status.conditions', value: expected });
  },
};

const PATH = parseFieldPath('status.conditions[*]');

function conditionsOf(object: unknown): Condition[] {
  return 'fault' in PATH ? [] : findFields(object, PATH).map(({ value }) => value as Condition);
}

function describe({ type, status, reason, message }: Condition): string {
  const why = [reason, message].filter((part) => part !== undefined && part !== '').join(': ');
  return redactText(`${type}=${status}${why === '' ? '' : ` (${why})`}`);
}

import * as z from 'zod';
import type { CheckKind, CheckOf, CheckScope, Deed } from '../kind.ts';
import { fail, missing, type Outcome, unable } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import {
  describeTarget,
  kindOf,
  namespaceOf,
  needOf,
  nothingThere,
  objectsOf,
  targetSchema,
} from '../target.ts';
import { all, type Part, partSchema, partsOf } from './combinators.ts';

interface Fields {
  readonly do: Deed['do'];
  readonly target: z.infer<typeof targetSchema>;
  readonly replicas?: number | undefined;
  /** What has to be true again. */
  readonly checks: readonly Part[];
}

/** Most objects to which one check does something. */
const MAX_OBJECTS = 20;

/** Does something to objects of the lab, then asks these types of checks again. */
export function trigger(kinds: readonly CheckKind[]): CheckKind<Fields> {
  const fields = z
    .strictObject({
      do: z.enum(['delete', 'scale', 'restart']),
      target: targetSchema,
      /** For `scale`. */
      replicas: z.number().int().min(0).max(20).optional(),
      checks: z.array(partSchema(kinds)).min(1),
    })
    .refine((value) => (value.do === 'scale') === (value.replicas !== undefined), {
      message: 'replicas is for scale, and scale needs it',
      path: ['replicas'],
    })
    .refine(({ target }) => target.name !== undefined || target.selector !== undefined, {
      message: 'a name or a selector is needed, so that it does not mean everything',
      path: ['target'],
    });
  return {
    type: 'trigger',
    summary: 'Something is deleted, scaled or restarted; then these checks have to pass again.',
    fields,
    reach: () => 'changes',
    needs: (check, scope) => [
      needOf(check.fields.target, scope),
      ...parts(check).flatMap(({ kind, check: inner }) => kind.needs(inner, scope)),
    ],
    moreNeeds(check, snapshot, scope) {
      const { target, replicas } = check.fields;
      const found = objectsOf(target, snapshot, scope);
      if (!found.ok || found.value.length === 0 || found.value.length > MAX_OBJECTS) return [];
      const namespace = namespaceOf(target, scope);
      const objects = found.value.map(({ metadata }) => ({
        ...kindOf(target),
        name: metadata.name,
        ...(namespace === undefined ? {} : { namespace }),
      }));
      const deed = { do: check.fields.do, objects, replicas };
      const isDone = snapshot.doneAt(check.id) !== undefined;
      return [
        ...(isDone ? [] : [{ read: 'deed', id: check.id, deed } as const]),
        ...parts(check).flatMap(
          ({ kind, check: inner }) => kind.moreNeeds?.(inner, snapshot, scope) ?? [],
        ),
      ];
    },
    evaluate: (check, snapshot, scope) => judge(check, snapshot, scope),
  };
}

function judge(check: CheckOf<Fields>, snapshot: Snapshot, scope: CheckScope): Outcome {
  const { target } = check.fields;
  const done = snapshot.doneAt(check.id);
  if (done === undefined) {
    const found = objectsOf(target, snapshot, scope);
    if (!found.ok) return unable(found.cause, found.remedy);
    if (found.value.length === 0) return nothingThere(target);
    const fault = `${describeTarget(target)}: there are ${found.value.length}, and a check changes ${MAX_OBJECTS} at most.`;
    return unable('bad-check', fault);
  }
  if (!done.ok) return unable(done.cause, done.remedy);
  const what = `${WORDS[check.fields.do]} ${describeTarget(target)}`;
  // What was read before it was done says nothing about what came after.
  if (done.value >= snapshot.takenAt) {
    return fail({ expected: 'all well again afterwards', found: `${what} just now`, object: what });
  }
  const outcome = all(
    parts(check).map(({ kind, check: inner }) => kind.evaluate(inner, snapshot, scope)),
  );
  if (outcome.state === 'pass') {
    return { state: 'pass', evidence: [{ object: 'first', value: what }, ...outcome.evidence] };
  }
  // What a controller has to bring back is worth waiting for, even when it is not there at all.
  if (outcome.state !== 'fail') return outcome;
  const [first, ...others] = outcome.mismatches;
  return first === undefined
    ? missing({ expected: what, found: 'nothing' })
    : fail(first, ...others);
}

const WORDS: Readonly<Record<Deed['do'], string>> = {
  delete: 'deleted',
  scale: 'scaled',
  restart: 'restarted',
};

function parts(check: CheckOf<Fields>) {
  return partsOf(check, check.fields.checks);
}

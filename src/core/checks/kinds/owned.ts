import * as z from 'zod';
import { objectKind } from '../../kubernetes/kinds.ts';
import { describeRef, type KubeObject } from '../../kubernetes/objects.ts';
import { countHolds, countSchema, describeCount } from '../count.ts';
import type { CheckKind } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';
import { describeTarget, needOf, nothingThere, objectsOf, targetSchema } from '../target.ts';

const fields = z.strictObject({
  target: targetSchema,
  by: targetSchema,
  count: countSchema.optional(),
});

/** Controllers that make their Pods through another object. */
const BETWEEN: Readonly<Record<string, string>> = { Deployment: 'ReplicaSet', CronJob: 'Job' };

export const owned: CheckKind<z.infer<typeof fields>> = {
  type: 'owned',
  summary: 'Objects were made by another one, such as Pods by a Deployment.',
  fields,
  needs({ fields: { target, by } }, scope) {
    const between = betweenKind(target.kind, by.kind);
    return [target, by, ...(between === undefined ? [] : [between])].map((each) =>
      needOf(each, scope),
    );
  },
  evaluate({ fields: { target, by, count } }, snapshot, scope) {
    const owners = objectsOf(by, snapshot, scope);
    if (!owners.ok) return unable(owners.cause, owners.remedy);
    if (owners.value.length === 0) return nothingThere(by);
    const targets = objectsOf(target, snapshot, scope);
    if (!targets.ok) return unable(targets.cause, targets.remedy);

    let uids = uidsOf(owners.value);
    const between = betweenKind(target.kind, by.kind);
    if (between !== undefined) {
      const middle = objectsOf(between, snapshot, scope);
      if (!middle.ok) return unable(middle.cause, middle.remedy);
      uids = uidsOf(middle.value.filter((object) => isOwnedBy(object, uids)));
    }
    const mine = targets.value.filter((object) => isOwnedBy(object, uids));
    const strangers = targets.value.length - mine.length;
    const object = describeTarget(target);
    const byName = describeTarget(by);
    const isRight =
      count === undefined ? mine.length > 0 && strangers === 0 : countHolds(count, mine.length);
    if (isRight) {
      const names = mine.map(({ kind, metadata }) => describeRef({ kind, name: metadata.name }));
      return pass({ object: byName, value: names.slice(0, 10).join(', ') });
    }
    const wanted = count === undefined ? 'all' : describeCount(count);
    return fail({
      expected: `${wanted} made by ${byName}`,
      found: `${mine.length} made by it${strangers > 0 ? `, and ${strangers} that are not` : ''}`,
      object,
      path: 'metadata.ownerReferences',
    });
  },
};

function betweenKind(target: string, by: string): { kind: string } | undefined {
  const kind = BETWEEN[by];
  return kind === undefined || kind === target || objectKind(kind) === undefined
    ? undefined
    : { kind };
}

function uidsOf(objects: readonly KubeObject[]): ReadonlySet<string> {
  return new Set(objects.flatMap(({ metadata }) => metadata.uid ?? []));
}

function isOwnedBy({ metadata }: KubeObject, uids: ReadonlySet<string>): boolean {
  return (metadata.ownerReferences ?? []).some(({ uid }) => uids.has(uid));
}

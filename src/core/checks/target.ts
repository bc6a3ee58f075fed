import * as z from 'zod';
import { isClusterScoped, objectKind } from '../kubernetes/kinds.ts';
import { parseLabelSelector, selectsLabels } from '../kubernetes/labelSelector.ts';
import type { KubeObject, ObjectKind } from '../kubernetes/objects.ts';
import type { Target } from './check.ts';
import type { CheckScope, Need } from './kind.ts';
import { type Outcome, missing } from './result.ts';
import type { Reading, Snapshot } from './snapshot.ts';

/** Most objects whose fields one check looks at. */
const MAX_OBJECTS = 200;

const selector = z.string().superRefine((text, context) => {
  const parsed = parseLabelSelector(text);
  if ('fault' in parsed) context.addIssue({ code: 'custom', message: parsed.fault });
});

/** `{kind: Pod, name: web}`, `{kind: Pod, selector: app=web}`. */
export const targetSchema = z
  .strictObject({
    apiVersion: z.string().min(1).optional(),
    kind: z.string().min(1),
    name: z.string().min(1).optional(),
    selector: selector.optional(),
    namespace: z.string().min(1).optional(),
  })
  .refine(({ kind, apiVersion }) => objectKind(kind, apiVersion) !== undefined, {
    message: 'this kind is not a well-known one, so its apiVersion has to be named',
    path: ['kind'],
  });

/** Which Pods are meant; `kind: Pod` need not be said. */
export const podTargetSchema = z.strictObject({
  kind: z.literal('Pod').default('Pod'),
  name: z.string().min(1).optional(),
  selector: selector.optional(),
  namespace: z.string().min(1).optional(),
});

/** @throws Error for a kind without apiVersion that the schema would have refused */
export function kindOf({ kind, apiVersion }: Target): ObjectKind {
  const found = objectKind(kind, apiVersion);
  if (found === undefined) throw new Error(`The kind ${kind} has no apiVersion.`);
  return found;
}

/** The namespace that a target means; undefined for a cluster-scoped kind. */
export function namespaceOf(target: Target, scope: CheckScope): string | undefined {
  if (isClusterScoped(kindOf(target))) return undefined;
  return target.namespace ?? scope.namespace;
}

export function needOf(target: Target, scope: CheckScope): Need {
  return { read: 'list', kind: kindOf(target), namespace: namespaceOf(target, scope) };
}

/** The objects that a target stands for, those on their way out left away unless asked for. */
export function objectsOf(
  target: Target,
  snapshot: Snapshot,
  scope: CheckScope,
  options: { withTerminating?: boolean } = {},
): Reading<readonly KubeObject[]> {
  const reading = snapshot.list(kindOf(target), namespaceOf(target, scope));
  if (!reading.ok) return reading;
  const wanted = target.selector === undefined ? [] : parseLabelSelector(target.selector);
  if ('fault' in wanted) return { ok: false, cause: 'bad-check', remedy: wanted.fault };
  const value = reading.value.filter(
    ({ metadata }) =>
      (target.name === undefined || metadata.name === target.name) &&
      selectsLabels(wanted, metadata.labels) &&
      (options.withTerminating === true || metadata.deletionTimestamp === undefined),
  );
  return { ok: true, value };
}

/**
 * The objects whose fields are to be judged. One that is named counts while it is ending as well,
 * because its end may be what the check is about. More than a check can look at are no answer: part
 * of them could pass for all.
 */
export function judgedObjects(
  target: Target,
  snapshot: Snapshot,
  scope: CheckScope,
): Reading<readonly KubeObject[]> {
  const withTerminating = target.name !== undefined;
  const reading = objectsOf(target, snapshot, scope, { withTerminating });
  if (!reading.ok || reading.value.length <= MAX_OBJECTS) return reading;
  const count = reading.value.length;
  const remedy = `${describeTarget(target)}: there are ${count}, and a check looks at ${MAX_OBJECTS} at most.`;
  return { ok: false, cause: 'bad-check', remedy };
}

/** How people name a target: `Pod/web`, `Pods with app=web`. */
export function describeTarget({ kind, name, selector: labels }: Target): string {
  if (name !== undefined) return `${kind}/${name}`;
  return labels === undefined ? `any ${kind}` : `${kind} with ${labels}`;
}

/** There is nothing that the target stands for. */
export function nothingThere(target: Target): Outcome {
  const { kind, name, selector: labels } = target;
  const which =
    name !== undefined ? ` called ${name}` : labels !== undefined ? ` with ${labels}` : '';
  const where = isClusterScoped(kindOf(target)) ? 'the cluster' : "the lab's namespace";
  const found = name === undefined ? 'none' : `no ${kind} of this name`;
  return missing(
    { expected: describeTarget(target), found, object: describeTarget(target) },
    `There is no ${kind}${which} in ${where}.`,
  );
}

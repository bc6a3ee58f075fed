import { LabError } from '../errors.ts';
import { isClusterScoped, kindFromText } from '../kubernetes/kinds.ts';
import {
  describeRef,
  type KubeObject,
  type ObjectKind,
  type ObjectRef,
} from '../kubernetes/objects.ts';
import type { Lab } from '../lab/model.ts';
import type { Cluster } from '../ports.ts';
import { namespacesOf } from './cleanUp.ts';
import type { Run } from './model.ts';

/** An object outside the run's namespace that seems to be of its making. */
export interface Leftover extends ObjectRef {
  readonly uid: string;
}

/**
 * Objects of the kinds that the lab declares, newer than the run and with the name of one of its
 * namespaces in theirs. Whoever may not list a kind has not made anything of it either.
 */
export async function findLeftovers(
  { isolation: { clusterScoped, extraNamespaces } }: Lab,
  run: Run,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Leftover[]> {
  const wide = [...clusterScoped, ...(extraNamespaces.length > 0 ? ['Namespace'] : [])];
  const kinds = [...new Set(wide)].flatMap((name) => kindFromText(name) ?? []);
  const names = namespacesOf(run).map(({ name }) => name);
  const found: Leftover[] = [];
  for (const kind of kinds.filter(isClusterScoped)) {
    for (const { metadata } of await listed(cluster, kind, signal)) {
      const isOurs =
        names.some((name) => metadata.name !== name && metadata.name.includes(name)) &&
        Date.parse(metadata.creationTimestamp ?? '') >= Math.floor(run.startedAt / 1000) * 1000;
      if (isOurs) found.push({ ...kind, name: metadata.name, uid: metadata.uid ?? '' });
    }
  }
  return found;
}

/** @returns what was deleted, as `Kind/name` */
export async function deleteLeftovers(
  leftovers: readonly Leftover[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<string[]> {
  const deleted: string[] = [];
  for (const { uid, ...ref } of leftovers) {
    if (await cluster.delete(ref, { uid }, signal)) deleted.push(describeRef(ref));
  }
  return deleted;
}

async function listed(
  cluster: Cluster,
  kind: ObjectKind,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  try {
    return await cluster.list(kind, signal);
  } catch (error) {
    const isHidden =
      error instanceof LabError &&
      (error.reason === 'forbidden' || error.reason === 'kind-not-served');
    if (isHidden) return [];
    throw error;
  }
}

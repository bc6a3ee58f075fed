import type { Clock, Cluster, Clusters, RunStore } from '../ports.ts';
import type { Run } from './model.ts';
import { deleteNamespace } from './namespace.ts';

/** How long clean-up waits for a namespace to go. Milliseconds. */
const DELETE_TIMEOUT_MS = 90_000;

/** What a clean-up deleted and what is still there. */
export interface CleanUpReport {
  readonly deleted: readonly string[];
  /** Each with the reason, in a sentence. */
  readonly left: readonly string[];
}

/** A namespace as the run knows it; an empty UID: it was never seen made. */
export interface KnownNamespace {
  readonly name: string;
  readonly uid: string;
}

/** @returns the run's namespace and those of its earlier steps that were not gone yet. */
export function namespacesOf(run: Run): KnownNamespace[] {
  return [...run.ledger, { name: run.namespace, uid: run.namespaceUid }];
}

/** Deletes all namespaces that the run made, at the same time, and waits for their end. */
export async function deleteNamespaces(
  run: Run,
  cluster: Cluster,
  clock: Clock,
  signal: AbortSignal,
): Promise<CleanUpReport> {
  const results = await Promise.all(
    namespacesOf(run).map(async ({ name, uid }) => {
      const target = { name, uid, runId: run.id };
      const result = await deleteNamespace(cluster, clock, target, DELETE_TIMEOUT_MS, signal);
      return { name, ...result };
    }),
  );
  return {
    deleted: results.filter(({ isGone }) => isGone).map(({ name }) => `Namespace/${name}`),
    left: results
      .filter(({ isGone }) => !isGone)
      .map(({ name, reason }) => `Namespace/${name}: ${reason ?? 'no reason was given'}`),
  };
}

/**
 * Starts the deletion of the namespaces of earlier steps, which nobody waits for.
 * @returns the UIDs of those that are gone already
 */
export async function startDeletions(
  run: Run,
  cluster: Cluster,
  clock: Clock,
  signal: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  for (const { name, uid } of run.ledger) {
    const target = { name, uid, runId: run.id };
    const { isGone } = await deleteNamespace(cluster, clock, target, 0, signal);
    if (isGone) gone.push(uid);
  }
  return gone;
}

/** Keeps of a run how far the learner came, and nothing of the lab's earlier ones. */
export async function closeRun(
  run: Run,
  {
    store,
    clusters,
    clock,
  }: { readonly store: RunStore; readonly clusters: Clusters; readonly clock: Clock },
): Promise<void> {
  const earlier = (await store.list()).filter(
    ({ id, lab, closedAt }) => lab === run.lab && id !== run.id && closedAt !== undefined,
  );
  await store.update(run.id, (latest = run) => ({ ...latest, closedAt: clock.now() }));
  for (const { id } of earlier) await store.update(id, () => undefined);
  await clusters.removeKubeconfig(run.id);
}

import type { Clock, Cluster } from '../ports.ts';
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

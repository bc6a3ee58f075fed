import { LabError } from '../errors.ts';
import type { Cluster } from '../ports.ts';
import type { ObjectKind } from './objects.ts';

/** Whether a cluster serves a kind. @throws LabError when it cannot be asked */
export async function serves(
  cluster: Pick<Cluster, 'resource'>,
  kind: ObjectKind,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await cluster.resource(kind, signal);
    return true;
  } catch (error) {
    if (error instanceof LabError && error.reason === 'kind-not-served') return false;
    throw error;
  }
}

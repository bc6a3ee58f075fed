import type { Lab, Step } from '../lab/model.ts';
import type { Clock, Cluster, Random } from '../ports.ts';
import type { Run } from './model.ts';
import { namespaceName } from './namespace.ts';
import { initialSteps } from './transitions.ts';

/** A run of a lab at its first step, pinned to the cluster; nothing of it is made there yet. */
export function newRun(
  lab: Lab,
  cluster: Cluster,
  folder: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Run {
  const now = clock.now();
  const id = random.token(5);
  const [first] = lab.steps as readonly [Step, ...Step[]];
  return {
    schema: 1,
    id,
    lab: lab.key,
    labVersion: lab.version,
    labTitle: lab.title,
    pin: cluster.pin,
    namespace: namespaceName(lab.id, id),
    namespaceUid: '',
    folder,
    step: first.id,
    steps: initialSteps(lab, !cluster.hasSimulatedNodes),
    baselines: {},
    seen: [],
    variables: {},
    ledger: [],
    isSimulated: cluster.hasSimulatedNodes,
    startedAt: now,
    updatedAt: now,
  };
}

/** `v1.37`; empty for a server that does not say. */
export async function versionOf(cluster: Cluster, signal: AbortSignal): Promise<string> {
  try {
    const { major, minor } = await cluster.version(signal);
    return `v${major}.${minor}`;
  } catch {
    signal.throwIfAborted();
    return '';
  }
}

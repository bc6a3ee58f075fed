import { LabError } from '../errors.ts';
import type { Isolation } from '../lab/model.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import type { Clock, Cluster } from '../ports.ts';

/** Labels that say to whom a namespace belongs; clean-up trusts nothing else. */
export const LAB_LABEL = 'k8s-labs/lab';
export const RUN_LABEL = 'k8s-labs/run';

/** Longest name of a namespace: an RFC 1123 label. */
const MAX_NAME_LENGTH = 63;

/** `lab-1-service-finds-pods-x7k2m`; a long lab id is cut, the token never. */
export function namespaceName(labId: string, token: string): string {
  const room = MAX_NAME_LENGTH - 'lab-'.length - token.length - 1;
  const slug = labId.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
  return `lab-${slug.slice(0, room).replace(/-+$/, '')}-${token}`;
}

function namespaceRef(name: string): { apiVersion: string; kind: string; name: string } {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/enforce';

export interface WantedNamespace extends Pick<Isolation, 'quota' | 'podSecurity'> {
  readonly name: string;
  readonly labId: string;
  readonly runId: string;
}

/**
 * Enough objects for any lesson, and too few for a mistake to be felt by others. It counts objects
 * alone: one on CPU or memory would make requests compulsory for every Pod of the lab.
 */
function smallQuota(namespace: string, runId: string): KubeObject {
  const hard = {
    pods: '30',
    services: '15',
    secrets: '30',
    configmaps: '30',
    persistentvolumeclaims: '10',
    'services.loadbalancers': '2',
  };
  const metadata = { name: 'k8s-labs', namespace, labels: { [RUN_LABEL]: runId } };
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard } };
}

/**
 * Makes the run's namespace and waits until Pods may be created in it.
 * @returns the namespace's UID
 */
export async function createNamespace(
  cluster: Cluster,
  clock: Clock,
  { name, labId, runId, quota, podSecurity }: WantedNamespace,
  signal: AbortSignal,
): Promise<string> {
  const labels = {
    [LAB_LABEL]: labId,
    [RUN_LABEL]: runId,
    ...(podSecurity === undefined ? {} : { [POD_SECURITY_LABEL]: podSecurity }),
  };
  const wanted: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  const made = await cluster.apply(wanted, {}, signal);
  if (quota === 'small') await cluster.apply(smallQuota(name, runId), {}, signal);
  await waitFor(clock, 15_000, signal, async () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace: name };
    // Pods are refused until the controller has made the namespace's default account.
    return (await cluster.get(account, signal)) !== undefined;
  });
  return made.metadata.uid ?? '';
}

export interface Deletion {
  readonly isGone: boolean;
  /** What holds the namespace, in the server's words, when it is not gone. */
  readonly reason: string | undefined;
}

/**
 * Deletes a namespace that this run made, and nothing else: label and UID must agree. Waits for
 * its end.
 */
export async function deleteNamespace(
  cluster: Cluster,
  clock: Clock,
  { name, uid, runId }: { name: string; uid: string; runId: string },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Deletion> {
  const live = await cluster.get(namespaceRef(name), signal);
  if (live === undefined || (uid !== '' && live.metadata.uid !== uid)) {
    return { isGone: true, reason: undefined };
  }
  if (live.metadata.labels?.[RUN_LABEL] !== runId) {
    throw new LabError(
      'cluster-refused',
      `The namespace ${name} does not carry this run's label, so it was left alone.`,
      { next: `Look at it with: kubectl get namespace ${name} --show-labels` },
    );
  }
  const liveUid = live.metadata.uid ?? '';
  await cluster.delete(namespaceRef(name), { uid: liveUid }, signal);
  let last: KubeObject | undefined = live;
  const isGone = await waitFor(clock, timeoutMs, signal, async () => {
    last = await cluster.get(namespaceRef(name), signal);
    return last === undefined || last.metadata.uid !== liveUid;
  });
  return { isGone, reason: isGone ? undefined : holdingReason(last) };
}

/** What a namespace that does not go says about itself: finalizers and what is left in it. */
function holdingReason(namespace: KubeObject | undefined): string {
  const status = namespace?.['status'] as { conditions?: { status: string; message?: string }[] };
  const messages = (status?.conditions ?? [])
    .filter((condition) => condition.status === 'True' && condition.message)
    .map((condition) => condition.message);
  return messages.join(' ') || 'The server is still deleting what is in it.';
}

/** Asks until the answer is yes or the time is over. */
async function waitFor(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal,
  isTrue: () => Promise<boolean>,
): Promise<boolean> {
  const end = clock.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    if (await isTrue()) return true;
    if (clock.now() >= end) return false;
    await clock.sleep(250, signal);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import type { Cluster } from '../../src/core/ports.ts';
import type { Condition, ContainerStatus, PodStatus } from './manifests.ts';
import { limit } from './practiceCluster.ts';

/** What a learner sees of one container, without times and addresses. */
export interface ContainerView {
  readonly name: string;
  /** `waiting CrashLoopBackOff`, `terminated Error 3`, `running`: all that was seen but the start. */
  readonly states: readonly string[];
  readonly ready: boolean;
}

/** What a learner sees of one Pod. */
export interface PodView {
  /** Its name, or that of the object of the manifest which owns it. */
  readonly of: string;
  readonly phase: string;
  readonly reason: string | undefined;
  /** `Ready=False ContainersNotReady`; empty where containers come and go. */
  readonly conditions: readonly string[];
  readonly containers: readonly ContainerView[];
  /** `Warning BackOff`. */
  readonly events: readonly string[];
}

/** What a learner sees of what a manifest made. */
export interface View {
  readonly pods: readonly PodView[];
  /** Status of the manifest's own objects that are no Pods, by `Kind/name`. */
  readonly objects: Readonly<Record<string, unknown>>;
  /** Endpoints by Service: `ready 80,8081`. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
}

/** A view, and how often containers were started again, by Pod as in `pods`. */
export interface Observation {
  readonly view: View;
  readonly restarts: readonly number[];
}

const LOOK_EVERY_MS = 250;
/** What every container goes through for a moment. */
const STARTING = new Set(['waiting ContainerCreating', 'waiting PodInitializing']);
/**
 * A kubelet that backs off shows CrashLoopBackOff, or until it next looks at the Pod still how the
 * container ended: which of them is chance, and its event `Warning BackOff` says the same.
 */
const BACKING_OFF = 'waiting CrashLoopBackOff';
/** The API server looks whether Services and addresses agree, and may meet one that is being made. */
const BY_CHANCE = new Set(['ClusterIPNotAllocated']);
const NAMESPACE_PREFIX = 'conform-';

/** The namespace for a manifest. */
export function namespaceOf(manifest: string): string {
  return `${NAMESPACE_PREFIX}${manifest}`;
}

/**
 * Watches what manifests do, for as long as the signal has not aborted.
 * @param manifests their objects by name; each was applied to `namespaceOf` its name
 */
export async function observe(
  cluster: Cluster,
  manifests: ReadonlyMap<string, readonly KubeObject[]>,
  until: AbortSignal,
): Promise<ReadonlyMap<string, Observation>> {
  const seen = new Map<string, Set<string>>();
  while (!until.aborted) {
    for (const pod of await listAll(cluster, 'v1', 'Pod')) remember(pod, seen);
    await sleep(LOOK_EVERY_MS);
  }
  const world: World = {
    seen,
    pods: await listAll(cluster, 'v1', 'Pod'),
    events: await listAll(cluster, 'v1', 'Event'),
    slices: await listAll(cluster, 'discovery.k8s.io/v1', 'EndpointSlice'),
  };
  const views = new Map<string, Observation>();
  for (const [name, objects] of manifests) {
    views.set(name, await observationOf(cluster, namespaceOf(name), objects, world));
  }
  return views;
}

/** What is known of the whole cluster at the end. */
interface World {
  /** States of containers by Pod's UID and container. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly pods: readonly KubeObject[];
  readonly events: readonly KubeObject[];
  readonly slices: readonly KubeObject[];
}

async function listAll(cluster: Cluster, apiVersion: string, kind: string): Promise<KubeObject[]> {
  const all = await cluster.list({ apiVersion, kind }, limit());
  return all.filter(({ metadata }) => metadata.namespace?.startsWith(NAMESPACE_PREFIX));
}

function remember(pod: KubeObject, seen: Map<string, Set<string>>): void {
  for (const container of containersOf(pod)) {
    const key = `${pod.metadata.uid}/${container.name}`;
    const states = seen.get(key) ?? new Set();
    seen.set(key, states);
    for (const each of [container.state, container.lastState]) {
      const { waiting, terminated } = each;
      if (waiting !== undefined) states.add(`waiting ${waiting.reason}`);
      if (terminated !== undefined) {
        states.add(`terminated ${terminated.reason} ${terminated.exitCode}`);
      }
    }
  }
}

async function observationOf(
  cluster: Cluster,
  namespace: string,
  objects: readonly KubeObject[],
  world: World,
): Promise<Observation> {
  const owned = world.pods
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((pod) => ({ view: podView(pod, world), restarts: restartsOf(pod) }))
    .toSorted((a, b) => JSON.stringify(a.view).localeCompare(JSON.stringify(b.view)));
  const statuses: Record<string, unknown> = {};
  const endpoints: Record<string, readonly string[]> = {};
  for (const { apiVersion, kind, metadata } of objects) {
    const key = `${kind}/${metadata.name}`;
    const live = await cluster.get({ apiVersion, kind, name: metadata.name, namespace }, limit());
    if (kind !== 'Pod') statuses[key] = [statusView(live?.['status']), eventsOf(live, world)];
    if (kind === 'Service') endpoints[metadata.name] = endpointsOf(namespace, metadata.name, world);
  }
  return {
    view: { pods: owned.map(({ view }) => view), objects: statuses, endpoints },
    restarts: owned.map(({ restarts }) => restarts),
  };
}

function podView(pod: KubeObject, world: World): PodView {
  const { phase, reason, conditions = [] } = pod['status'] as PodStatus;
  const isRestless = restartsOf(pod) > 0;
  return {
    of: ownerOf(pod),
    phase,
    reason,
    conditions: isRestless ? [] : conditions.map(describeCondition).toSorted(),
    containers: containersOf(pod).map((container) => {
      const { name, ready, state } = container;
      const states = world.seen.get(`${pod.metadata.uid}/${name}`) ?? new Set<string>();
      const isStarting = [...STARTING].some((each) => each === `waiting ${state.waiting?.reason}`);
      const told = [...states].filter(
        (each) => each !== BACKING_OFF && (isStarting || !STARTING.has(each)),
      );
      const isSteady = container.restartCount === 0;
      if (isSteady && state.running !== undefined) told.push('running');
      return { name, states: told.toSorted(), ready: isSteady && ready };
    }),
    events: eventsOf(pod, world),
  };
}

/** Pods of a Deployment have names that nobody chose. */
function ownerOf({ metadata }: KubeObject): string {
  const [owner] = metadata.ownerReferences ?? [];
  if (owner === undefined) return metadata.name;
  return `${owner.kind}/${owner.name.replace(/-[a-z0-9]{8,10}$/, '')}`;
}

function containersOf(pod: KubeObject): readonly ContainerStatus[] {
  const { containerStatuses = [], initContainerStatuses = [] } = pod['status'] as PodStatus;
  return [...initContainerStatuses, ...containerStatuses];
}

function restartsOf(pod: KubeObject): number {
  return containersOf(pod).reduce((sum, { restartCount }) => sum + restartCount, 0);
}

function describeCondition({ type, status, reason = '' }: Condition): string {
  return `${type}=${status} ${reason}`.trim();
}

/** The fields that say how it stands, without times, names and messages. */
function statusView(status: unknown): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const [field, value] of Object.entries((status as object | undefined) ?? {})) {
    if (field === 'conditions') {
      view[field] = (value as Condition[]).map(describeCondition).toSorted();
    } else if (typeof value === 'number' || field === 'phase') {
      view[field] = value;
    }
  }
  delete view['observedGeneration'];
  return view;
}

function eventsOf(object: KubeObject | undefined, { events }: World): readonly string[] {
  const own = events.filter((event) => {
    const { uid } = event['involvedObject'] as { uid?: string };
    const isOwn = uid !== undefined && uid === object?.metadata.uid;
    return isOwn && !BY_CHANCE.has(String(event['reason']));
  });
  return [
    ...new Set(own.map((event) => `${String(event['type'])} ${String(event['reason'])}`)),
  ].toSorted();
}

function endpointsOf(namespace: string, service: string, { slices }: World): readonly string[] {
  const own = slices.filter(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      metadata.labels?.['kubernetes.io/service-name'] === service,
  );
  return own
    .flatMap((slice) => {
      const ports = ((slice['ports'] ?? []) as { port: number }[]).map(({ port }) => port);
      const endpoints = (slice['endpoints'] ?? []) as { conditions: { ready: boolean } }[];
      return endpoints.map(
        ({ conditions }) => `${conditions.ready ? 'ready' : 'not ready'} ${ports.join(',')}`,
      );
    })
    .toSorted();
}

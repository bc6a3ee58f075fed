import type { KubeObject } from './objects.ts';

/** How an object is doing, for a row of a list. */
export interface ObjectState {
  /** A few words: `2 of 3 ready`, `CrashLoopBackOff`. */
  readonly words: string;
  readonly mood: 'good' | 'waiting' | 'bad' | 'plain';
}

interface ContainerStatus {
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string };
    readonly terminated?: { readonly reason?: string; readonly exitCode?: number };
  };
}

/** What is worth knowing about an object at a glance; an empty text for kinds that only are there. */
export function objectState(object: KubeObject): ObjectState {
  if (object.metadata.deletionTimestamp !== undefined) return waiting('ending');
  switch (object.kind) {
    case 'Pod':
      return podState(object);
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      return readyOf(object, 'replicas', 'readyReplicas');
    case 'DaemonSet':
      return readyStatus(object, 'desiredNumberScheduled', 'numberReady');
    case 'Job':
      return jobState(object);
    case 'Service':
      return plain(serviceWords(object));
    case 'PersistentVolumeClaim':
      return field(object, 'phase') === 'Bound' ? good('Bound') : waiting(field(object, 'phase'));
    default:
      return plain('');
  }
}

function podState({ status }: KubeObject): ObjectState {
  const {
    phase = 'Pending',
    containerStatuses = [],
    initContainerStatuses = [],
  } = (status ?? {}) as {
    phase?: string;
    containerStatuses?: readonly ContainerStatus[];
    initContainerStatuses?: readonly ContainerStatus[];
  };
  const reason = [...initContainerStatuses, ...containerStatuses]
    .map(({ state }) => state?.waiting?.reason ?? failedReason(state?.terminated))
    .find((each) => each !== undefined);
  if (phase === 'Succeeded') return good('Completed');
  if (phase === 'Failed') return { words: reason ?? 'Failed', mood: 'bad' };
  if (reason !== undefined) {
    const isCalm = reason === 'ContainerCreating' || reason === 'PodInitializing';
    return { words: reason, mood: isCalm ? 'waiting' : 'bad' };
  }
  if (phase === 'Pending') return waiting('Pending');
  const ready = containerStatuses.filter((each) => each.ready === true).length;
  const restarts = containerStatuses.reduce((sum, each) => sum + (each.restartCount ?? 0), 0);
  const again = restarts === 0 ? '' : `, ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`;
  if (ready === containerStatuses.length) return good(`Running${again}`);
  return waiting(`${ready} of ${containerStatuses.length} ready${again}`);
}

function failedReason(
  terminated: { readonly reason?: string; readonly exitCode?: number } | undefined,
): string | undefined {
  if (terminated === undefined || terminated.exitCode === 0) return undefined;
  return terminated.reason ?? `exit code ${terminated.exitCode}`;
}

function readyOf(object: KubeObject, wantedName: string, readyName: string): ObjectState {
  const { [wantedName]: wanted = 1 } = (object['spec'] ?? {}) as Record<string, number>;
  return readyWords(wanted, number(object, readyName));
}

function readyStatus(object: KubeObject, wantedName: string, readyName: string): ObjectState {
  return readyWords(number(object, wantedName), number(object, readyName));
}

function readyWords(wanted: number, ready: number): ObjectState {
  return ready >= wanted
    ? good(`${ready} of ${wanted} ready`)
    : waiting(`${ready} of ${wanted} ready`);
}

function jobState(object: KubeObject): ObjectState {
  const { conditions = [] } = (object.status ?? {}) as {
    conditions?: readonly { type: string; status: string; reason?: string }[];
  };
  const last = conditions.find(
    ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
  );
  if (last?.type === 'Complete') return good('Complete');
  if (last?.type === 'Failed') return { words: last.reason ?? 'Failed', mood: 'bad' };
  return waiting(`${number(object, 'succeeded')} succeeded`);
}

/** `ClusterIP 80→http`. */
function serviceWords(object: KubeObject): string {
  const { type = 'ClusterIP', ports = [] } = (object['spec'] ?? {}) as {
    type?: string;
    ports?: readonly { port: number; targetPort?: number | string }[];
  };
  const shown = ports.map(({ port, targetPort = port }) => `${port}→${targetPort}`);
  return [type, ...shown].join(' ');
}

function number(object: KubeObject, name: string): number {
  const value = ((object.status ?? {}) as Record<string, unknown>)[name];
  return typeof value === 'number' ? value : 0;
}

function field(object: KubeObject, name: string): string {
  const value = ((object.status ?? {}) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : 'Pending';
}

function good(words: string): ObjectState {
  return { words, mood: 'good' };
}

function waiting(words: string): ObjectState {
  return { words, mood: 'waiting' };
}

function plain(words: string): ObjectState {
  return { words, mood: 'plain' };
}

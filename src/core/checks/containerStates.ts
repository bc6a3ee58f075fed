import { describeRef, type KubeObject } from '../kubernetes/objects.ts';

/** What the kubelet says about a container. */
export interface ContainerState {
  readonly pod: KubeObject;
  readonly name: string;
  readonly restarts: number;
  /** Why it waits; undefined while it does not. */
  readonly waiting: string | undefined;
  readonly message: string | undefined;
  readonly isRunning: boolean;
  /** How it ended last, in this life or the one before. */
  readonly ended: { readonly exitCode: number; readonly reason: string } | undefined;
}

interface Terminated {
  readonly exitCode?: number;
  readonly reason?: string;
}

interface Status {
  readonly name?: string;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: Terminated;
  };
  readonly lastState?: { readonly terminated?: Terminated };
}

/** The containers of Pods, those that start first included. */
export function containerStates(
  pods: readonly KubeObject[],
  container: string | undefined,
): ContainerState[] {
  return pods.flatMap((pod) => {
    const { initContainerStatuses = [], containerStatuses = [] } = (pod['status'] ?? {}) as {
      initContainerStatuses?: readonly Status[];
      containerStatuses?: readonly Status[];
    };
    return [...initContainerStatuses, ...containerStatuses]
      .filter(({ name }) => container === undefined || name === container)
      .map(({ lastState, name = '', restartCount = 0, state }) => {
        const ended = state?.terminated ?? lastState?.terminated;
        return {
          pod,
          name,
          restarts: restartCount,
          waiting: state?.waiting?.reason,
          message: state?.waiting?.message,
          isRunning: state?.running !== undefined,
          ended: ended && { exitCode: ended.exitCode ?? 0, reason: ended.reason ?? '' },
        };
      });
  });
}

/** How people name a container: `Pod/web container app`. */
export function describeContainer({ name, pod }: ContainerState): string {
  const ref = describeRef({ kind: 'Pod', name: pod.metadata.name });
  return name === '' ? ref : `${ref} container ${name}`;
}

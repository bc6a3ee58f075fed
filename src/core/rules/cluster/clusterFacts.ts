import type { KubeObject } from '../../kubernetes/objects.ts';
import type { ApplyAnswer } from '../../ports.ts';

/**
 * What a cluster says about one object of the files, read at one moment. What may not be read is
 * undefined: nothing follows from it.
 */
export interface ClusterFacts {
  /** The context, as messages name the cluster. */
  readonly context: string;
  /** False when the cluster does not know the object's apiVersion and kind. */
  readonly isServed: boolean;
  /** What the server says to applying it, without doing it. */
  readonly answer: ApplyAnswer | undefined;
  /** The object as it is in the cluster. */
  readonly live: KubeObject | undefined;
  /** Pods that it makes or selects. */
  readonly pods: readonly KubeObject[] | undefined;
  readonly nodes: readonly KubeObject[] | undefined;
  /** EndpointSlices of a Service. */
  readonly endpointSlices: readonly KubeObject[] | undefined;
  readonly storageClasses: readonly KubeObject[] | undefined;
  readonly ingressClasses: readonly KubeObject[] | undefined;
  /** Whether somebody serves the usage of Pods. */
  readonly hasMetrics: boolean | undefined;
  /** What the files name and do not describe, and the cluster has: `ConfigMap settings`. */
  readonly existing: readonly string[];
}

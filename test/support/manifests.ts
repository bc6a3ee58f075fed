import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { limit } from './practiceCluster.ts';

/** How a container is, as far as tests look at it. */
export interface ContainerState {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: { readonly reason?: string; readonly exitCode: number };
}

/** What a Pod's status says of one container. */
export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

/** A condition of any object. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** A Pod's status. */
export interface PodStatus {
  readonly phase: string;
  readonly reason?: string;
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

/** The objects of a YAML text. */
export function objectsIn(text: string): readonly KubeObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
}

/** Applies objects, or those of a YAML text, to a namespace, one after the other. */
export async function applyManifest(
  cluster: Cluster,
  namespace: string,
  manifest: string | readonly KubeObject[],
): Promise<void> {
  const objects = typeof manifest === 'string' ? objectsIn(manifest) : manifest;
  for (const object of objects) {
    const metadata = { ...object.metadata, namespace };
    await cluster.apply({ ...object, metadata }, {}, limit());
  }
}

/** The status of a Pod that is there. */
export async function podOf(cluster: Cluster, namespace: string, name: string): Promise<PodStatus> {
  const pod = await cluster.get({ apiVersion: 'v1', kind: 'Pod', name, namespace }, limit());
  assert.ok(pod !== undefined, `There is no Pod ${name}.`);
  return pod['status'] as PodStatus;
}

/** Whether a Pod is ready. */
export function isReady({ conditions = [] }: PodStatus): boolean {
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** The first container of a Pod; before the kubelet has seen it, one that waits for nothing. */
export function containerOf({ containerStatuses = [] }: PodStatus): ContainerStatus {
  const [first] = containerStatuses;
  return first ?? { name: '', ready: false, restartCount: 0, state: {}, lastState: {} };
}

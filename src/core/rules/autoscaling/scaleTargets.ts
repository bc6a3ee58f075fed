import { child, findPair, scalar, textAt } from '../../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';

/** What a HorizontalPodAutoscaler scales. */
export interface ScaleTarget {
  readonly node: YamlMapping;
  readonly kind: YamlScalar;
  readonly name: YamlScalar;
  readonly apiVersion: YamlScalar | undefined;
}

/** Kinds of Kubernetes' own that can be scaled, with their API version. */
export const SCALABLE: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['ReplicaSet', 'apps/v1'],
  ['ReplicationController', 'v1'],
]);

/** Undefined while it is being written, and for other kinds of autoscalers. */
export function scaleTarget(document: KubernetesDocument): ScaleTarget | undefined {
  if (apiGroup(document) !== 'autoscaling') return undefined;
  const node = child(child(document.root, 'spec'), 'scaleTargetRef');
  const kind = scalar(child(node, 'kind'));
  const name = scalar(child(node, 'name'));
  if (node?.kind !== 'mapping' || kind === undefined || name === undefined) return undefined;
  return { node, kind, name, apiVersion: scalar(child(node, 'apiVersion')) };
}

/** The first autoscaler of the set that scales this workload. */
export function autoscalerOf(
  workload: KubernetesDocument,
  set: ObjectSet,
): KubernetesDocument | undefined {
  return set.ofKind('HorizontalPodAutoscaler').find((document) => {
    const target = scaleTarget(document);
    return (
      target?.kind.text === workload.kind &&
      target.name.text === workload.name &&
      namespaceKey(document) === namespaceKey(workload)
    );
  });
}

/** The lower bound of an autoscaler: 1 when it says none; undefined for what is no number. */
export function minReplicas({ root }: KubernetesDocument): number | undefined {
  const spec = child(root, 'spec');
  if (findPair(spec, 'minReplicas') === undefined) return 1;
  const value = scalar(child(spec, 'minReplicas'))?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The replicas that a workload asks for: 1 when it says none; undefined for what is no number. */
export function replicasOf({ root }: KubernetesDocument): number | undefined {
  const spec = child(root, 'spec');
  if (textAt(spec, 'replicas') === undefined) return 1;
  const value = scalar(child(spec, 'replicas'))?.value;
  return typeof value === 'number' ? value : undefined;
}

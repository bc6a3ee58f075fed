import { child } from '../../yaml/access.ts';
import { replicasOf } from '../autoscaling/scaleTargets.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { PodTemplate } from '../podTemplates.ts';

export const REPLICATED_KINDS: readonly string[] = ['Deployment', 'StatefulSet'];

/** The template of a workload with several replicas, which ought to be on several nodes. */
export function replicatedTemplate(
  document: KubernetesDocument,
  set: ObjectSet,
): PodTemplate | undefined {
  if (apiGroup(document) !== 'apps' || (replicasOf(document) ?? 0) < 2) return undefined;
  return set.podOf(document);
}

/** True where the template says anything about keeping its Pods apart. */
export function isSpread({ spec }: PodTemplate): boolean {
  return (
    child(child(spec, 'affinity'), 'podAntiAffinity') !== undefined ||
    child(spec, 'topologySpreadConstraints') !== undefined
  );
}

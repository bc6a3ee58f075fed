import { findPair } from '../../yaml/access.ts';
import type { YamlMapping } from '../../yaml/tree.ts';

/** Kinds by the keys of their `spec`, or of the object itself; the first that has all keys wins. */
const BY_SPEC: readonly (readonly [kind: string, ...keys: string[]])[] = [
  ['CronJob', 'schedule', 'jobTemplate'],
  ['StatefulSet', 'template', 'serviceName'],
  ['StatefulSet', 'template', 'volumeClaimTemplates'],
  ['Deployment', 'template', 'selector', 'replicas'],
  ['Deployment', 'template', 'selector'],
  ['Job', 'template'],
  ['Pod', 'containers'],
  ['HorizontalPodAutoscaler', 'scaleTargetRef', 'maxReplicas'],
  ['PersistentVolume', 'capacity', 'accessModes'],
  ['PersistentVolumeClaim', 'accessModes', 'resources'],
  ['NetworkPolicy', 'podSelector'],
  ['PodDisruptionBudget', 'selector', 'minAvailable'],
  ['PodDisruptionBudget', 'selector', 'maxUnavailable'],
  ['Service', 'ports'],
  ['Ingress', 'rules'],
  ['Ingress', 'defaultBackend'],
  ['ResourceQuota', 'hard'],
  ['LimitRange', 'limits'],
];

const BY_BODY: readonly (readonly [kind: string, ...keys: string[]])[] = [
  ['RoleBinding', 'roleRef', 'subjects'],
  ['Role', 'rules'],
  ['StorageClass', 'provisioner'],
  ['Secret', 'stringData'],
  ['ConfigMap', 'data'],
];

/** The kind of an object that does not name it, by what is in it. */
export function inferKind(root: YamlMapping): string | undefined {
  const spec = findPair(root, 'spec')?.value;
  const has = (node: YamlMapping, keys: string[]): boolean =>
    keys.every((key) => findPair(node, key) !== undefined);
  const found =
    spec?.kind === 'mapping'
      ? BY_SPEC.find(([, ...keys]) => has(spec, keys))
      : BY_BODY.find(([, ...keys]) => has(root, keys));
  return found?.[0];
}

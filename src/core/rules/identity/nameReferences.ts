import { child, nodeAt, scalar, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { nodesOf } from '../../yaml/walk.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';

/** A place that names an object. */
export interface NameReference {
  readonly uri: string;
  readonly node: YamlScalar;
}

/** Kinds whose objects name others. */
const REFERRING: readonly string[] = [
  ...POD_KINDS,
  ...['Ingress', 'HorizontalPodAutoscaler', 'RoleBinding', 'ClusterRoleBinding'],
  ...['ServiceAccount', 'PersistentVolume', 'PersistentVolumeClaim'],
];

/** Fields that name an object of a kind, and the key inside them where the name stands. */
const FIELDS: Readonly<Record<string, readonly (readonly [field: string, key?: string])[]>> = {
  ConfigMap: [
    ['configMapRef', 'name'],
    ['configMapKeyRef', 'name'],
    ['configMap', 'name'],
  ],
  Secret: [
    ['secretRef', 'name'],
    ['secretKeyRef', 'name'],
    ['secret', 'secretName'],
    ['secret', 'name'],
    ['imagePullSecrets', 'name'],
    ['tls', 'secretName'],
  ],
  PersistentVolumeClaim: [['persistentVolumeClaim', 'claimName']],
  PersistentVolume: [['volumeName']],
  StorageClass: [['storageClassName']],
  PriorityClass: [['priorityClassName']],
  IngressClass: [['ingressClassName']],
  ServiceAccount: [['serviceAccountName']],
  Service: [['service', 'name'], ['serviceName']],
};

/** Fields that name an object of the kind that stands beside its name. */
const TYPED = /^(?:scaleTargetRef|roleRef|subjects)$/;

/**
 * Every place in the set that names this object. Looks at all of it, so it is only for the moment
 * in which a name must change.
 */
export function* nameReferences(
  set: ObjectSet,
  target: KubernetesDocument,
): Generator<NameReference> {
  const fields = FIELDS[target.kind] ?? [];
  for (const kind of REFERRING) {
    for (const { uri, root, namespace } of set.ofKind(kind)) {
      if (namespaceKey({ namespace }) !== namespaceKey(target)) continue;
      for (const node of nodesOf(root)) {
        if (node.kind !== 'mapping') continue;
        for (const { name, value } of node.pairs) {
          for (const found of namesIn(name, value, fields, target.kind)) {
            if (found.text === target.name) yield { uri, node: found };
          }
        }
      }
    }
  }
}

function* namesIn(
  field: string,
  value: YamlNode,
  fields: readonly (readonly [field: string, key?: string])[],
  kind: string,
): Generator<YamlScalar> {
  const parts = value.kind === 'sequence' ? value.items : [value];
  for (const part of parts) {
    for (const [wanted, key] of fields) {
      if (wanted !== field) continue;
      const found = scalar(key === undefined ? part : child(part, key));
      if (found !== undefined) yield found;
    }
    const named = scalar(nodeAt(part, ['name']));
    if (TYPED.test(field) && textAt(part, 'kind') === kind && named !== undefined) yield named;
  }
}

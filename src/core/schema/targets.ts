import type { ObjectType } from './fieldTypes.ts';

/** What a field names. */
export type Target =
  /** Objects of these kinds; with several, the sibling `kind` says which. */
  | { readonly target: 'object'; readonly kinds: readonly string[] }
  /** A key of the ConfigMap or Secret that is named nearby. */
  | { readonly target: 'key'; readonly kind: 'ConfigMap' | 'Secret' }
  /** A volume of the same Pod. */
  | { readonly target: 'volume' }
  /** A port of the Service that is named nearby, by number or by name. */
  | { readonly target: 'service-port' }
  /** A port of the Pods that a Service selects, or of the same container. */
  | { readonly target: 'container-port' };

const object = (...kinds: string[]): Target => ({ target: 'object', kinds });

const SCALABLE = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** By type and field of the schema: one table for completion, navigation and renaming. */
const TARGETS: Readonly<Record<string, Readonly<Record<string, Target>>>> = {
  'core.v1.ConfigMapKeySelector': {
    name: object('ConfigMap'),
    key: { target: 'key', kind: 'ConfigMap' },
  },
  'core.v1.SecretKeySelector': { name: object('Secret'), key: { target: 'key', kind: 'Secret' } },
  'core.v1.ConfigMapEnvSource': { name: object('ConfigMap') },
  'core.v1.SecretEnvSource': { name: object('Secret') },
  'core.v1.ConfigMapVolumeSource': { name: object('ConfigMap') },
  'core.v1.ConfigMapProjection': { name: object('ConfigMap') },
  'core.v1.SecretVolumeSource': { secretName: object('Secret') },
  'core.v1.SecretProjection': { name: object('Secret') },
  'core.v1.PersistentVolumeClaimVolumeSource': { claimName: object('PersistentVolumeClaim') },
  'core.v1.LocalObjectReference': { name: object('Secret') },
  'core.v1.PodSpec': {
    serviceAccountName: object('ServiceAccount'),
    priorityClassName: object('PriorityClass'),
    runtimeClassName: object('RuntimeClass'),
  },
  'core.v1.VolumeMount': { name: { target: 'volume' } },
  'core.v1.VolumeDevice': { name: { target: 'volume' } },
  'core.v1.HTTPGetAction': { port: { target: 'container-port' } },
  'core.v1.TCPSocketAction': { port: { target: 'container-port' } },
  'core.v1.GRPCAction': { port: { target: 'container-port' } },
  'core.v1.ServicePort': { targetPort: { target: 'container-port' } },
  'core.v1.PersistentVolumeClaimSpec': {
    storageClassName: object('StorageClass'),
    volumeName: object('PersistentVolume'),
  },
  'core.v1.PersistentVolumeSpec': { storageClassName: object('StorageClass') },
  'meta.v1.ObjectMeta': { namespace: object('Namespace') },
  'networking.v1.IngressServiceBackend': { name: object('Service') },
  'networking.v1.ServiceBackendPort': {
    number: { target: 'service-port' },
    name: { target: 'service-port' },
  },
  'networking.v1.IngressSpec': { ingressClassName: object('IngressClass') },
  'networking.v1.IngressTLS': { secretName: object('Secret') },
  'apps.v1.StatefulSetSpec': { serviceName: object('Service') },
  'autoscaling.v2.CrossVersionObjectReference': { name: object(...SCALABLE) },
  'rbac.v1.RoleRef': { name: object('Role', 'ClusterRole') },
  'rbac.v1.Subject': { name: object('ServiceAccount'), namespace: object('Namespace') },
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    policyName: object('ValidatingAdmissionPolicy'),
  },
};

/** What a field names; undefined for fields that name nothing. */
export function targetOf(owner: ObjectType | undefined, field: string): Target | undefined {
  return owner === undefined ? undefined : TARGETS[owner.name]?.[field];
}

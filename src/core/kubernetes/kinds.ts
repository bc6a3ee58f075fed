import type { ObjectKind } from './objects.ts';

/** The group and version in which a lab means a kind that it names without one. */
const API_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'policy/v1': ['PodDisruptionBudget'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'storage.k8s.io/v1': ['StorageClass', 'VolumeAttachment', 'CSIDriver'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'coordination.k8s.io/v1': ['Lease'],
  'metrics.k8s.io/v1beta1': ['NodeMetrics', 'PodMetrics'],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'admissionregistration.k8s.io/v1': [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
  ],
};

const BY_KIND = new Map(
  Object.entries(API_VERSIONS).flatMap(([apiVersion, kinds]) =>
    kinds.map((kind): [string, string] => [kind, apiVersion]),
  ),
);

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'NodeMetrics',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** The kind that is meant; undefined for a kind that needs its `apiVersion` named. */
export function objectKind(kind: string, apiVersion?: string): ObjectKind | undefined {
  const version = apiVersion ?? BY_KIND.get(kind);
  return version === undefined ? undefined : { apiVersion: version, kind };
}

/** `PersistentVolume`, or `example.com/v1/Kind` for one that is not well known. */
export function kindFromText(text: string): ObjectKind | undefined {
  const slash = text.lastIndexOf('/');
  if (slash === -1) return objectKind(text);
  return { apiVersion: text.slice(0, slash), kind: text.slice(slash + 1) };
}

/** True for well-known kinds whose objects belong to no namespace. */
export function isClusterScoped({ apiVersion, kind }: ObjectKind): boolean {
  return CLUSTER_SCOPED.has(kind) && BY_KIND.get(kind) === apiVersion;
}

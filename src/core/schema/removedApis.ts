/** A version of a kind that Kubernetes served once. */
export interface RemovedApi {
  readonly apiVersion: string;
  readonly kind: string;
  /** First minor version without it: the 22 of 1.22. */
  readonly removedIn: number;
  /** What to write instead; undefined for what has no successor. */
  readonly replacement: string | undefined;
}

/** One line per version and group: which kinds it had, when it went and what follows it. */
type Row = readonly [apiVersion: string, kinds: string, removedIn: number, replacement?: string];

/** From the deprecated API migration guide of the Kubernetes documentation. */
const ROWS: readonly Row[] = [
  [
    'extensions/v1beta1',
    'Deployment DaemonSet ReplicaSet NetworkPolicy PodSecurityPolicy',
    16,
    'apps/v1',
  ],
  ['extensions/v1beta1', 'Ingress', 22, 'networking.k8s.io/v1'],
  ['apps/v1beta1', 'Deployment StatefulSet ControllerRevision', 16, 'apps/v1'],
  ['apps/v1beta2', 'Deployment DaemonSet ReplicaSet StatefulSet ControllerRevision', 16, 'apps/v1'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 22, 'networking.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    22,
    'admissionregistration.k8s.io/v1',
  ],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', 'APIService', 22, 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 22, 'authentication.k8s.io/v1'],
  [
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview SelfSubjectRulesReview',
    22,
    'authorization.k8s.io/v1',
  ],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 22, 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', 22, 'coordination.k8s.io/v1'],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    23,
    'rbac.authorization.k8s.io/v1',
  ],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 22, 'scheduling.k8s.io/v1'],
  [
    'storage.k8s.io/v1beta1',
    'CSIDriver CSINode StorageClass VolumeAttachment',
    22,
    'storage.k8s.io/v1',
  ],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 27, 'storage.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 25, 'batch/v1'],
  ['batch/v2alpha1', 'CronJob', 21, 'batch/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 'Event', 25, 'events.k8s.io/v1'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 25, 'autoscaling/v2'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 26, 'autoscaling/v2'],
  ['policy/v1beta1', 'PodDisruptionBudget', 25, 'policy/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 25],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 25, 'node.k8s.io/v1'],
  ...['v1beta1', 'v1beta2', 'v1beta3'].map((version, index): Row => [
    `flowcontrol.apiserver.k8s.io/${version}`,
    'FlowSchema PriorityLevelConfiguration',
    [26, 29, 32][index] ?? 0,
    'flowcontrol.apiserver.k8s.io/v1',
  ]),
];

const BY_NAME = new Map(
  ROWS.flatMap(([apiVersion, kinds, removedIn, replacement]) =>
    kinds
      .split(' ')
      .map((kind): [string, RemovedApi] => [
        `${apiVersion} ${kind}`,
        { apiVersion, kind, removedIn, replacement: successor(kind, replacement) },
      ]),
  ),
);

/** Two kinds left their old group for others than their neighbours did. */
function successor(kind: string, replacement: string | undefined): string | undefined {
  if (kind === 'NetworkPolicy') return 'networking.k8s.io/v1';
  return kind === 'PodSecurityPolicy' ? undefined : replacement;
}

/** Undefined for what is served still, and for what never was. */
export function removedApi(apiVersion: string, kind: string): RemovedApi | undefined {
  return BY_NAME.get(`${apiVersion} ${kind}`);
}

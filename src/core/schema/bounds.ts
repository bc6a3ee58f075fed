/** Smallest and largest number that the API server takes, both included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const PORT: Bounds = { min: 1, max: 65_535 };
const NOT_NEGATIVE: Bounds = { min: 0, max: 2_147_483_647 };
const POSITIVE: Bounds = { min: 1, max: 2_147_483_647 };
const USER_ID: Bounds = { min: 0, max: 2_147_483_647 };
/** Rights of owner, group and others. */
const FILE_MODE: Bounds = { min: 0, max: 0o777 };
const PERCENT: Bounds = { min: 1, max: 100 };

/**
 * Bounds by type and field. OpenAPI does not have them: they stand in the validation code of the
 * API server (`pkg/apis/<group>/validation`).
 */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, Bounds>>>> = {
  'core.v1.ContainerPort': { containerPort: PORT, hostPort: { min: 0, max: 65_535 } },
  // Node ports: the flag `--service-node-port-range`, hardly ever changed.
  'core.v1.ServicePort': {
    port: PORT,
    targetPort: PORT,
    nodePort: { min: 30_000, max: 32_767 },
  },
  'core.v1.ServiceSpec': { healthCheckNodePort: { min: 0, max: 65_535 } },
  'core.v1.HTTPGetAction': { port: PORT },
  'core.v1.TCPSocketAction': { port: PORT },
  'core.v1.GRPCAction': { port: PORT },
  'core.v1.Probe': {
    initialDelaySeconds: NOT_NEGATIVE,
    periodSeconds: NOT_NEGATIVE,
    timeoutSeconds: NOT_NEGATIVE,
    successThreshold: NOT_NEGATIVE,
    failureThreshold: NOT_NEGATIVE,
    terminationGracePeriodSeconds: POSITIVE,
  },
  'core.v1.PodSpec': {
    activeDeadlineSeconds: POSITIVE,
    terminationGracePeriodSeconds: NOT_NEGATIVE,
  },
  'core.v1.PodSecurityContext': { runAsUser: USER_ID, runAsGroup: USER_ID, fsGroup: USER_ID },
  'core.v1.SecurityContext': { runAsUser: USER_ID, runAsGroup: USER_ID },
  'core.v1.TopologySpreadConstraint': { maxSkew: POSITIVE, minDomains: POSITIVE },
  'core.v1.WeightedPodAffinityTerm': { weight: PERCENT },
  'core.v1.PreferredSchedulingTerm': { weight: PERCENT },
  'core.v1.ConfigMapVolumeSource': { defaultMode: FILE_MODE },
  'core.v1.SecretVolumeSource': { defaultMode: FILE_MODE },
  'core.v1.DownwardAPIVolumeSource': { defaultMode: FILE_MODE },
  'core.v1.ProjectedVolumeSource': { defaultMode: FILE_MODE },
  'core.v1.KeyToPath': { mode: FILE_MODE },
  'core.v1.DownwardAPIVolumeFile': { mode: FILE_MODE },
  'core.v1.ServiceAccountTokenProjection': { expirationSeconds: { min: 600, max: 4_294_967_296 } },
  'core.v1.ClientIPConfig': { timeoutSeconds: { min: 1, max: 86_400 } },
  'core.v1.EndpointPort': { port: PORT },
  'core.v1.ReplicationControllerSpec': { replicas: NOT_NEGATIVE, minReadySeconds: NOT_NEGATIVE },
  'apps.v1.DeploymentSpec': {
    replicas: NOT_NEGATIVE,
    minReadySeconds: NOT_NEGATIVE,
    revisionHistoryLimit: NOT_NEGATIVE,
    progressDeadlineSeconds: POSITIVE,
  },
  'apps.v1.RollingUpdateDeployment': { maxSurge: NOT_NEGATIVE, maxUnavailable: NOT_NEGATIVE },
  'apps.v1.ReplicaSetSpec': { replicas: NOT_NEGATIVE, minReadySeconds: NOT_NEGATIVE },
  'apps.v1.StatefulSetSpec': {
    replicas: NOT_NEGATIVE,
    minReadySeconds: NOT_NEGATIVE,
    revisionHistoryLimit: NOT_NEGATIVE,
  },
  'apps.v1.StatefulSetOrdinals': { start: NOT_NEGATIVE },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: NOT_NEGATIVE },
  'apps.v1.DaemonSetSpec': { minReadySeconds: NOT_NEGATIVE, revisionHistoryLimit: NOT_NEGATIVE },
  'apps.v1.RollingUpdateDaemonSet': { maxUnavailable: NOT_NEGATIVE, maxSurge: NOT_NEGATIVE },
  'batch.v1.JobSpec': {
    parallelism: NOT_NEGATIVE,
    completions: NOT_NEGATIVE,
    activeDeadlineSeconds: NOT_NEGATIVE,
    backoffLimit: NOT_NEGATIVE,
    ttlSecondsAfterFinished: NOT_NEGATIVE,
  },
  'batch.v1.CronJobSpec': {
    startingDeadlineSeconds: NOT_NEGATIVE,
    successfulJobsHistoryLimit: NOT_NEGATIVE,
    failedJobsHistoryLimit: NOT_NEGATIVE,
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': { minReplicas: POSITIVE, maxReplicas: POSITIVE },
  'autoscaling.v2.MetricTarget': { averageUtilization: POSITIVE },
  'autoscaling.v2.HPAScalingRules': { stabilizationWindowSeconds: { min: 0, max: 3600 } },
  'autoscaling.v2.HPAScalingPolicy': { value: POSITIVE, periodSeconds: { min: 1, max: 1800 } },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': {
    minReplicas: POSITIVE,
    maxReplicas: POSITIVE,
    targetCPUUtilizationPercentage: POSITIVE,
  },
  'policy.v1.PodDisruptionBudgetSpec': { minAvailable: NOT_NEGATIVE, maxUnavailable: NOT_NEGATIVE },
  'networking.v1.ServiceBackendPort': { number: PORT },
  'networking.v1.NetworkPolicyPort': { port: PORT, endPort: PORT },
  // The rest is kept for the classes of the system itself.
  'scheduling.v1.PriorityClass': { value: { min: -2_147_483_648, max: 1_000_000_000 } },
  'coordination.v1.LeaseSpec': { leaseDurationSeconds: POSITIVE, leaseTransitions: NOT_NEGATIVE },
  'admissionregistration.v1.ValidatingWebhook': { timeoutSeconds: { min: 1, max: 30 } },
  'admissionregistration.v1.MutatingWebhook': { timeoutSeconds: { min: 1, max: 30 } },
};

/** Undefined for fields whose numbers are not checked. */
export function boundsOf(type: string, field: string): Bounds | undefined {
  return BOUNDS[type]?.[field];
}

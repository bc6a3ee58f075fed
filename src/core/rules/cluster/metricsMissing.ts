import { child, findPair, items, textAt } from '../../yaml/access.ts';
import type { ClusterRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { textIn, valueAt } from './values.ts';

/** Tells of objects that need something which the cluster does not have. */
export const metricsMissing: ClusterRule = {
  id: 'metrics-missing',
  group: 'cluster',
  summary: 'Autoscalers need metrics, Ingresses a controller, claims a StorageClass.',
  severity: INFORMATION,
  isFixable: false,
  *checkCluster({ document, facts }) {
    const { context, hasMetrics, ingressClasses, storageClasses } = facts;
    const { kind, kindNode, root } = document;
    const spec = child(root, 'spec');
    const say = (message: string): { range: typeof kindNode.range; message: string } => ({
      range: kindNode.range,
      message: `${message} in the cluster "${context}".`,
    });
    if (kind === 'HorizontalPodAutoscaler' && hasMetrics === false) {
      yield say('Nobody serves the usage of Pods (metrics-server), so nothing would be scaled');
    }
    if (kind === 'Ingress' && ingressClasses !== undefined) {
      const wanted = textAt(spec, 'ingressClassName');
      const fitting = ingressClasses.filter(
        (one) => wanted === undefined || textIn(one, 'metadata.name') === wanted,
      );
      if (fitting.length === 0) {
        yield say(
          `No controller takes Ingresses${wanted === undefined ? '' : ` of the class ${wanted}`}`,
        );
      }
    }
    const claims =
      kind === 'PersistentVolumeClaim'
        ? [spec]
        : kind === 'StatefulSet'
          ? items(child(spec, 'volumeClaimTemplates')).map((claim) => child(claim, 'spec'))
          : [];
    const needsDefault = claims.some((claim) => findPair(claim, 'storageClassName') === undefined);
    if (needsDefault && storageClasses !== undefined && !storageClasses.some(isDefault)) {
      yield say('There is no default StorageClass, so the claim stays Pending');
    }
  },
};

function isDefault(storageClass: unknown): boolean {
  const annotations = valueAt(storageClass, 'metadata.annotations') as
    | Record<string, unknown>
    | undefined;
  return annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}

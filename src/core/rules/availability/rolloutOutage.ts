import { replaceScalar } from '../../yaml/edits.ts';
import { replicasOf } from '../autoscaling/scaleTargets.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { type Strategy, strategyOf, typeOf } from './strategies.ts';

/** Flags Deployments behind a Service that stop all their Pods at once for an update. */
export const rolloutOutage: ObjectRule = {
  id: 'rollout-outage',
  group: 'resources',
  summary: 'An update should leave some Pods running, or the Service has none for a while.',
  severity: WARNING,
  isFixable: true,
  kinds: ['Deployment'],
  isCrossObject: true,
  *check({ document, set }) {
    const strategy = strategyOf(document);
    const template = set.podOf(document);
    if (strategy === undefined || template === undefined) return;
    const [service] = set.servicesSelecting(template);
    if (service === undefined) return;
    yield* recreate(strategy, service, document, set);
    yield* allAtOnce(document, strategy, service);
  },
};

/** Pods that share a volume for one node cannot overlap: there it is the right choice. */
function* recreate(
  strategy: Strategy,
  service: KubernetesDocument,
  document: KubernetesDocument,
  set: ObjectSet,
): Generator<Finding> {
  const { type } = strategy;
  const mounts = document.text.includes('persistentVolumeClaim');
  if (type?.text !== 'Recreate' || mounts || set.isIncomplete) return;
  yield {
    range: type.range,
    message:
      `Recreate stops every Pod before the first new one starts, and ${describe(service)} has none ` +
      'meanwhile. RollingUpdate replaces them one by one.',
    related: [
      {
        uri: service.uri,
        range: (service.nameNode ?? service.kindNode).range,
        message: 'The Service.',
      },
    ],
    fixes: [
      fix(document, 'Replace them one by one', [replaceScalar(type, 'RollingUpdate')], {
        isPreferred: true,
      }),
    ],
  };
}

function* allAtOnce(
  document: KubernetesDocument,
  strategy: Strategy,
  service: KubernetesDocument,
): Generator<Finding> {
  const { maxUnavailable } = strategy;
  if (maxUnavailable === undefined || typeOf(strategy) !== 'RollingUpdate') return;
  const replicas = replicasOf(document);
  const { value, text, style } = maxUnavailable;
  const isAll =
    text === '100%' || (typeof value === 'number' && replicas !== undefined && value >= replicas);
  if (!isAll || replicas === 0) return;
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  const range = [maxUnavailable.range[0] - quote, maxUnavailable.range[1] + quote] as const;
  yield {
    range: maxUnavailable.range,
    message:
      `All Pods may be missing at the same time during an update, and ${describe(service)} has none ` +
      'then. A quarter is the default.',
    related: [
      {
        uri: service.uri,
        range: (service.nameNode ?? service.kindNode).range,
        message: 'The Service.',
      },
    ],
    fixes: [
      fix(document, 'A quarter at a time', [{ range, newText: '25%' }], { isPreferred: true }),
    ],
  };
}

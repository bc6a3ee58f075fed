import { child, findPair, items, scalar, textAt } from '../../yaml/access.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { containerPlace } from '../places.ts';
import {
  addResources,
  declares,
  hasDefault,
  longRunning,
  PLACEHOLDERS,
} from '../resources/containerResources.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { scaleTarget } from './scaleTargets.ts';

interface Wanted {
  readonly resource: 'cpu' | 'memory';
  readonly range: OffsetRange;
}

/** Flags autoscalers that go by a share of requests which containers do not have. */
export const hpaNoRequests: ObjectRule = {
  id: 'hpa-no-requests',
  group: 'references',
  summary: 'An autoscaler that goes by utilization needs requests in every container it scales.',
  severity: WARNING,
  isFixable: true,
  kinds: ['HorizontalPodAutoscaler'],
  isCrossObject: true,
  *check({ document, set }) {
    const target = scaleTarget(document);
    if (target === undefined) return;
    const workload = set.find(target.kind.text, target.name.text, document);
    const template = workload === undefined ? undefined : set.podOf(workload);
    if (workload === undefined || template === undefined) return;
    for (const { resource, range } of utilizations(document)) {
      if (declares(template.spec, resource, ['requests', 'limits'])) continue;
      const lacking = longRunning(template).filter(
        ({ node }) => !declares(node, resource, ['requests', 'limits']),
      );
      if (hasDefault(set, workload, resource, ['defaultRequest', 'default', 'max'])) continue;
      const [first] = lacking;
      if (first === undefined) continue;
      const value = PLACEHOLDERS[resource];
      yield {
        range,
        message:
          `Utilization is a share of what containers request, and container ${first.label} of ` +
          `${describe(workload)} requests no ${resource}. The autoscaler would know nothing: ` +
          `"missing request for ${resource}".`,
        related: lacking.map((container) => ({
          uri: workload.uri,
          range: containerPlace(container),
          message: `Container ${container.label} has no request.`,
        })),
        fixes: [
          fix(
            workload,
            `Request ${value} of ${resource} there`,
            lacking.flatMap((container) =>
              addResources(workload, container, 'requests', { [resource]: value }),
            ),
            { isPreferred: true },
          ),
        ],
      };
    }
  },
};

/** The resources of Pods that are measured by their utilization, in `v1` and `v2`. */
function utilizations({ root }: KubernetesDocument): Wanted[] {
  const spec = child(root, 'spec');
  const old = findPair(spec, 'targetCPUUtilizationPercentage');
  if (old !== undefined) return [{ resource: 'cpu', range: old.key.range }];
  return items(child(spec, 'metrics')).flatMap((metric) => {
    const resource = child(metric, 'resource');
    const name = scalar(child(resource, 'name'));
    if (textAt(child(resource, 'target'), 'type') !== 'Utilization') return [];
    if (name?.text !== 'cpu' && name?.text !== 'memory') return [];
    return [{ resource: name.text, range: name.range }];
  });
}

import { child, findPair, items } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import { offer } from '../fixes.ts';
import { firstKey } from '../places.ts';
import { POD_KINDS, type PodTemplate } from '../podTemplates.ts';
import type { Finding, ObjectContext, ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { isSpread, replicatedTemplate } from './placement.ts';

/** Flags constraints that count no Pods, and replicas that no constraint spreads. */
export const topologySpread: ObjectRule = {
  id: 'topology-spread',
  group: 'resources',
  summary:
    'Replicas should be spread over nodes or zones, by a constraint that counts their labels.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check(context) {
    const { document, set } = context;
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const constraint of items(child(template.spec, 'topologySpreadConstraints'))) {
      yield* withoutSelector(context, template, constraint);
    }
    if (replicatedTemplate(document, set) === undefined || isSpread(template)) return;
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        'Nothing spreads the replicas over nodes and zones (`topologySpreadConstraints`): the ' +
        'scheduler does its best and promises nothing.',
    };
  },
};

function* withoutSelector(
  { document }: ObjectContext,
  template: PodTemplate,
  constraint: ReturnType<typeof items>[number],
): Generator<Finding> {
  if (constraint.kind !== 'mapping') return;
  if (findPair(constraint, 'labelSelector') !== undefined) return;
  const matchLabels = Object.fromEntries(
    [...template.labels].map(([key, value]) => [key, value.text]),
  );
  yield {
    range: firstKey(constraint),
    message:
      'Without a `labelSelector` this counts no Pods, so it spreads none: "a null labelSelector ' +
      'results in matching no pod".',
    fixes:
      template.labels.size === 0
        ? []
        : offer(
            document,
            'Count the Pods of this workload',
            appendPair(document.text, constraint, 'labelSelector', { matchLabels }),
          ),
  };
}

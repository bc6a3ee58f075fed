import { parseQuantity } from '../../kubernetes/quantity.ts';
import { child, pairs, scalar } from '../../yaml/access.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags requests that differ from their limits: the Pod is not of the class Guaranteed. */
export const requestsEqualLimits: ObjectRule = {
  id: 'requests-equal-limits',
  group: 'resources',
  summary: 'With requests equal to limits a Pod is Guaranteed, and the last to be evicted.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node } of set.podOf(document)?.containers ?? []) {
      const resources = child(node, 'resources');
      for (const { name, value } of pairs(child(resources, 'requests'))) {
        const request = scalar(value);
        const limit = scalar(child(child(resources, 'limits'), name));
        if (request === undefined || limit === undefined) continue;
        const [a, b] = [parseQuantity(request.text), parseQuantity(limit.text)];
        // A request above its limit is a finding of `request-over-limit`.
        if (a === undefined || b === undefined || a >= b) continue;
        yield {
          range: request.range,
          message:
            `The request of ${name} is below its limit, so the Pod is Burstable: when the node runs ` +
            'short, it goes before those whose requests equal their limits.',
          related: [related(document, limit.range, 'The limit.')],
        };
      }
    }
  },
};

import { child, items, scalar } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Tells of Ingresses that answer for every name. */
export const ingressHost: ObjectRule = {
  id: 'ingress-host',
  group: 'objects',
  summary: 'A rule of an Ingress should name the host that it is for.',
  severity: OPT_IN,
  isFixable: false,
  kinds: ['Ingress'],
  isCrossObject: false,
  *check({ document }) {
    if (apiGroup(document) !== 'networking.k8s.io') return;
    for (const rule of items(child(child(document.root, 'spec'), 'rules'))) {
      const host = scalar(child(rule, 'host'));
      if (rule.kind !== 'mapping' || (host !== undefined && !host.text.startsWith('*'))) continue;
      yield {
        range: host?.range ?? firstKey(rule),
        message:
          `This rule answers for ${host === undefined ? 'every name' : `all names of ${host.text}`} that ` +
          'leads to the controller, those of other people too.',
      };
    }
  },
};

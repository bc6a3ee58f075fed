import { child, findPair } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Tells of Ingresses that take requests in the open. */
export const ingressTls: ObjectRule = {
  id: 'ingress-tls',
  group: 'objects',
  summary: 'An Ingress should have a certificate.',
  severity: OPT_IN,
  isFixable: false,
  kinds: ['Ingress'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== 'networking.k8s.io' || spec?.kind !== 'mapping') return;
    if (spec.pairs.length === 0 || findPair(spec, 'tls') !== undefined) return;
    yield {
      range: firstKey(spec),
      message:
        'This Ingress has no `tls`: what people send to it can be read on the way, passwords too.',
    };
  },
};

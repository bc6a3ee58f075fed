import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { ingressBackends } from './ingressBackends.ts';
import { missingObject } from '../missingObject.ts';

/** Flags Ingresses that send to a Service which the files do not describe. */
export const ingressServiceMissing: ObjectRule = {
  id: 'ingress-service-missing',
  group: 'references',
  summary: 'The Service that an Ingress sends to must exist in its namespace.',
  severity: WARNING,
  isFixable: true,
  kinds: ['Ingress'],
  isCrossObject: true,
  *check({ document, set }) {
    for (const { name } of ingressBackends(document)) {
      const found = missingObject(set, {
        from: document,
        kind: 'Service',
        name,
        consequence: 'Requests would be answered with an error by the Ingress controller.',
      });
      if (found !== undefined) yield found;
    }
  },
};

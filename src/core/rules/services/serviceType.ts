import { child, scalar } from '../../yaml/access.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** What each type of Service opens. */
const OPENS: Readonly<Record<string, string>> = {
  NodePort: 'a port on every node of the cluster',
  LoadBalancer: 'an address outside of the cluster',
};

/** Tells of Services that can be reached from outside the cluster. */
export const serviceType: ObjectRule = {
  id: 'service-type',
  group: 'objects',
  summary: 'A Service of the type NodePort or LoadBalancer is open to the outside.',
  severity: OPT_IN,
  isFixable: false,
  kinds: ['Service'],
  isCrossObject: false,
  *check({ document }) {
    const type = scalar(child(child(document.root, 'spec'), 'type'));
    const opened = OPENS[type?.text ?? ''];
    if (type === undefined || opened === undefined) return;
    yield {
      range: type.range,
      message:
        `This Service opens ${opened}. An Ingress or a Gateway lets several Services share one way ` +
        'in, with names and TLS.',
    };
  },
};

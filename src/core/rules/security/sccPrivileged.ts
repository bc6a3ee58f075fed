import { child } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { isTrue } from './securityContext.ts';

/** Flags constraints of OpenShift that let Pods be root on their node. */
export const sccPrivileged: ObjectRule = {
  id: 'scc-privileged',
  group: 'security',
  summary: 'A SecurityContextConstraints of OpenShift should not allow privileged containers.',
  severity: OPT_IN,
  isFixable: false,
  kinds: ['SecurityContextConstraints'],
  isCrossObject: false,
  *check({ document }) {
    const value = child(document.root, 'allowPrivilegedContainer');
    if (apiGroup(document) !== 'security.openshift.io' || value === undefined) return;
    if (!isTrue(value)) return;
    yield {
      range: value.range,
      message:
        'Whoever may use these constraints may start privileged containers, and with them own the node.',
    };
  },
};

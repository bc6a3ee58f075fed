import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { bindingPlaces, grants, policyRules, ROLE_KINDS } from './policyRules.ts';

/** Tells of roles that let people into Pods. */
export const rbacPodExec: ObjectRule = {
  id: 'rbac-pod-exec',
  group: 'rbac',
  summary: 'Who may exec into Pods has all that the Pods have.',
  severity: HINT,
  isFixable: false,
  kinds: ROLE_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const rule of policyRules(document)) {
      const granted = grants(rule, '', ['pods/exec', 'pods/attach', 'pods/*'], ['create', 'get']);
      if (granted === undefined || granted.resource.text === '*') continue;
      yield {
        range: granted.resource.range,
        message:
          'This lets people run commands in Pods, and so read their Secrets and use their rights. ' +
          'Few need it.',
        related: bindingPlaces(document, set),
      };
    }
  },
};

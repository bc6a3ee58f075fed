import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { bindingPlaces, grants, policyRules, ROLE_KINDS } from './policyRules.ts';

/** Resources that make Pods, by group. */
const MAKES_PODS: Readonly<Record<string, readonly string[]>> = {
  '': ['pods', 'replicationcontrollers'],
  apps: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
  batch: ['jobs', 'cronjobs'],
};

/** Tells of roles that let people start Pods. */
export const rbacCreatePods: ObjectRule = {
  id: 'rbac-create-pods',
  group: 'rbac',
  summary: 'Who may create Pods may use every Secret and account of the namespace.',
  severity: HINT,
  isFixable: false,
  kinds: ROLE_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const rule of policyRules(document)) {
      for (const [group, resources] of Object.entries(MAKES_PODS)) {
        const granted = grants(rule, group, resources, ['create']);
        if (granted === undefined || granted.resource.text === '*') continue;
        yield {
          range: granted.verb.range,
          message:
            `Who may create ${granted.resource.text} may start Pods with any ServiceAccount and any Secret ` +
            'of the namespace.',
          related: bindingPlaces(document, set),
        };
        break;
      }
    }
  },
};

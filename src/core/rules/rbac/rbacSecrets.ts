import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { bindingPlaces, grants, policyRules, ROLE_KINDS } from './policyRules.ts';

/** Tells of roles that let people read Secrets. */
export const rbacSecrets: ObjectRule = {
  id: 'rbac-secrets',
  group: 'rbac',
  summary: 'Who may read all Secrets should be few; a role can name the ones it needs.',
  severity: HINT,
  isFixable: false,
  kinds: ROLE_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const rule of policyRules(document)) {
      const granted = grants(rule, '', ['secrets'], ['get', 'list', 'watch']);
      if (granted === undefined || granted.resource.text === '*') continue;
      // A single Secret by name cannot be listed by accident.
      if (rule.names.length > 0) continue;
      yield {
        range: granted.resource.range,
        message:
          'This lets people read every Secret. `resourceNames` keeps it to those that are needed; ' +
          'list and watch show their content as well.',
        related: bindingPlaces(document, set),
      };
    }
  },
};

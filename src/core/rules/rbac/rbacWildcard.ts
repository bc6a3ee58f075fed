import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { policyRules, ROLE_KINDS } from './policyRules.ts';

/** Flags rules of roles that allow everything of some sort. */
export const rbacWildcard: ObjectRule = {
  id: 'rbac-wildcard',
  group: 'rbac',
  summary: 'A role should name what it allows: "*" means what comes later, too.',
  severity: WARNING,
  isFixable: false,
  kinds: ROLE_KINDS,
  isCrossObject: false,
  *check({ document }) {
    for (const { groups, resources, verbs } of policyRules(document)) {
      const wild = [
        ...groups.map((node) => ({ node, what: 'every API group' })),
        ...resources.map((node) => ({ node, what: 'every resource, Secrets as well' })),
        ...verbs.map((node) => ({ node, what: 'every verb, delete and escalate as well' })),
      ].filter(({ node }) => node.text === '*');
      const [first] = wild;
      if (first === undefined) continue;
      const all = wild.map(({ what }) => what).join(', and ');
      yield {
        range: first.node.range,
        message: `"*" allows ${all}, and what is added later. Name what is needed.`,
      };
    }
  },
};

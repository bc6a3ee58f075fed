import { child, scalar } from '../../yaml/access.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags bindings of policies that the files do not describe. */
export const vapBinding: ObjectRule = {
  id: 'vap-binding',
  group: 'references',
  summary: 'The policy that a ValidatingAdmissionPolicyBinding names must exist.',
  severity: WARNING,
  isFixable: true,
  kinds: ['ValidatingAdmissionPolicyBinding'],
  isCrossObject: true,
  *check({ document, set }) {
    const name = scalar(child(child(document.root, 'spec'), 'policyName'));
    if (name === undefined) return;
    const found = missingObject(set, {
      from: document,
      kind: 'ValidatingAdmissionPolicy',
      name,
      isClusterScoped: true,
      consequence: 'The binding would enforce nothing.',
    });
    if (found !== undefined) yield found;
  },
};

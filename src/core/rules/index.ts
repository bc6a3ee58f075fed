import { clusterRules } from './cluster/index.ts';
import { customResourceRules } from './customResources/index.ts';
import { kustomizeRules } from './kustomize/index.ts';
import { identityRules } from './identity/index.ts';
import { jobRules } from './jobs/index.ts';
import { objectsRules } from './objects/index.ts';
import { podsRules } from './pods/index.ts';
import { policyRules } from './policies/index.ts';
import { rbacRules } from './rbac/index.ts';
import { availabilityRules } from './availability/index.ts';
import { autoscalingRules } from './autoscaling/index.ts';
import { disruptionRules } from './disruption/index.ts';
import { imageRules } from './images/index.ts';
import { ingressRules } from './ingress/index.ts';
import { networkPolicyRules } from './networkPolicies/index.ts';
import { selectorsRules } from './selectors/index.ts';
import { servicesRules } from './services/index.ts';
import { resourcesRules } from './resources/index.ts';
import { referencesRules } from './references/index.ts';
import type { Rule } from './rule.ts';
import { schemaRules } from './schema/index.ts';
import { securityRules } from './security/index.ts';
import { storageRules } from './storage/index.ts';
import { textRules } from './text/index.ts';

/** Every rule, by group. */
export const rules: readonly Rule[] = [
  ...textRules,
  ...identityRules,
  ...schemaRules,
  ...selectorsRules,
  ...referencesRules,
  ...customResourceRules,
  ...kustomizeRules,
  ...servicesRules,
  ...storageRules,
  ...ingressRules,
  ...autoscalingRules,
  ...networkPolicyRules,
  ...disruptionRules,
  ...podsRules,
  ...resourcesRules,
  ...imageRules,
  ...availabilityRules,
  ...policyRules,
  ...objectsRules,
  ...jobRules,
  ...securityRules,
  ...rbacRules,
  ...clusterRules,
];

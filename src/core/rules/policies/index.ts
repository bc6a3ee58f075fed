import type { Rule } from '../rule.ts';
import { celPolicy } from './celPolicy.ts';
import { apiDisallowed } from './apiDisallowed.ts';
import { defaultNamespace } from './defaultNamespace.ts';
import { dnsConfig } from './dnsConfig.ts';
import { forbiddenAnnotation } from './forbiddenAnnotation.ts';
import { instanceLabel } from './instanceLabel.ts';
import { requiredLabels } from './requiredLabels.ts';
import { resourcesRange } from './resourcesRange.ts';
import { vctAnnotation } from './vctAnnotation.ts';

/** What a team may want to agree on. */
export const policyRules: readonly Rule[] = [
  requiredLabels,
  forbiddenAnnotation,
  instanceLabel,
  defaultNamespace,
  vctAnnotation,
  dnsConfig,
  resourcesRange,
  apiDisallowed,
  celPolicy,
];

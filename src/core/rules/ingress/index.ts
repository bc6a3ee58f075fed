import type { Rule } from '../rule.ts';
import { ingressHost } from './ingressHost.ts';
import { ingressTls } from './ingressTls.ts';
import { ingressPathType } from './ingressPathType.ts';
import { ingressClass } from './ingressClass.ts';
import { ingressDuplicateRule } from './ingressDuplicateRule.ts';
import { ingressPortMissing } from './ingressPortMissing.ts';
import { ingressServiceMissing } from './ingressServiceMissing.ts';
import { ingressTlsSecret } from './ingressTlsSecret.ts';

/** Ingresses. */
export const ingressRules: readonly Rule[] = [
  ingressServiceMissing,
  ingressPortMissing,
  ingressTlsSecret,
  ingressClass,
  ingressDuplicateRule,
  ingressPathType,
  ingressTls,
  ingressHost,
];

import type { Rule } from '../rule.ts';

/** Security of Pods. */
export const securityRules: readonly Rule[] = [];

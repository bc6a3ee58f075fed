import type { Rule } from '../rule.ts';

/** Object identity and schema. */
export const identityRules: readonly Rule[] = [];

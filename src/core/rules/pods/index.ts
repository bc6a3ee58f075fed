import type { Rule } from '../rule.ts';

/** Pod and container structure. */
export const podsRules: readonly Rule[] = [];

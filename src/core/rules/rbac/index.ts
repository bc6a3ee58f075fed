import type { Rule } from '../rule.ts';

/** RBAC. */
export const rbacRules: readonly Rule[] = [];

import type { Rule } from '../rule.ts';
import { rbacApiGroup } from './rbacApiGroup.ts';

/** RBAC. */
export const rbacRules: readonly Rule[] = [rbacApiGroup];

import type { Rule } from '../rule.ts';
import { rbacApiGroup } from './rbacApiGroup.ts';
import { roleRefKind } from './roleRefKind.ts';
import { roleRefNotFound } from './roleRefNotFound.ts';
import { roleSubjectNotFound } from './roleSubjectNotFound.ts';

/** RBAC. */
export const rbacRules: readonly Rule[] = [
  roleRefNotFound,
  roleSubjectNotFound,
  roleRefKind,
  rbacApiGroup,
];

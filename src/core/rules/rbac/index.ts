import type { Rule } from '../rule.ts';
import { rbacAnonymous } from './rbacAnonymous.ts';
import { rbacApiGroup } from './rbacApiGroup.ts';
import { rbacClusterAdmin } from './rbacClusterAdmin.ts';
import { rbacCreatePods } from './rbacCreatePods.ts';
import { rbacPodExec } from './rbacPodExec.ts';
import { rbacSecrets } from './rbacSecrets.ts';
import { rbacWildcard } from './rbacWildcard.ts';
import { roleRefKind } from './roleRefKind.ts';
import { roleRefNotFound } from './roleRefNotFound.ts';
import { roleSubjectNotFound } from './roleSubjectNotFound.ts';

/** RBAC. */
export const rbacRules: readonly Rule[] = [
  roleRefNotFound,
  roleSubjectNotFound,
  roleRefKind,
  rbacApiGroup,
  rbacClusterAdmin,
  rbacWildcard,
  rbacPodExec,
  rbacCreatePods,
  rbacSecrets,
  rbacAnonymous,
];

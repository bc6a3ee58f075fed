import type { Rule } from '../rule.ts';
import { vctAccess } from './vctAccess.ts';
import { pvcRwoMany } from './pvcRwoMany.ts';
import { pvPvcLinks } from './pvPvcLinks.ts';
import { pvPvcMismatch } from './pvPvcMismatch.ts';
import { storageClassNotFound } from './storageClassNotFound.ts';
import { stsServiceName } from './stsServiceName.ts';
import { stsSharedPvc } from './stsSharedPvc.ts';

/** Volumes and claims. */
export const storageRules: readonly Rule[] = [
  pvPvcLinks,
  pvPvcMismatch,
  storageClassNotFound,
  pvcRwoMany,
  stsServiceName,
  stsSharedPvc,
  vctAccess,
];

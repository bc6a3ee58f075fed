import type { Rule } from '../rule.ts';
import { configKeyNotFound } from './configKeyNotFound.ts';
import { configMapNotFound } from './configMapNotFound.ts';
import { endpointsLinks } from './endpointsLinks.ts';
import { gatewayBackend } from './gatewayBackend.ts';
import { imagePullSecretNotFound } from './imagePullSecretNotFound.ts';
import { orphanConfig } from './orphanConfig.ts';
import { ownerRef } from './ownerRef.ts';
import { priorityClassNotFound } from './priorityClassNotFound.ts';
import { pvcNotFound } from './pvcNotFound.ts';
import { refOptionalMissing } from './refOptionalMissing.ts';
import { saSecretLinks } from './saSecretLinks.ts';
import { secretNotFound } from './secretNotFound.ts';
import { serviceAccountNotFound } from './serviceAccountNotFound.ts';
import { serviceMonitorSelectsNothing } from './serviceMonitorSelectsNothing.ts';
import { vapBinding } from './vapBinding.ts';

/** What objects name, and whether it is there. */
export const referencesRules: readonly Rule[] = [
  configMapNotFound,
  secretNotFound,
  refOptionalMissing,
  configKeyNotFound,
  serviceAccountNotFound,
  imagePullSecretNotFound,
  pvcNotFound,
  priorityClassNotFound,
  ownerRef,
  endpointsLinks,
  vapBinding,
  saSecretLinks,
  serviceMonitorSelectsNothing,
  gatewayBackend,
  orphanConfig,
];

import type { Rule } from '../rule.ts';
import { addCapabilities } from './addCapabilities.ts';
import { dropCapabilities } from './dropCapabilities.ts';
import { hostIpc } from './hostIpc.ts';
import { hostNetwork } from './hostNetwork.ts';
import { hostPid } from './hostPid.ts';
import { hostPort } from './hostPort.ts';
import { nonRootNoUser } from './nonRootNoUser.ts';
import { privileged } from './privileged.ts';
import { privilegeEscalation } from './privilegeEscalation.ts';
import { readOnlyRootfs } from './readOnlyRootfs.ts';
import { runAsGroup } from './runAsGroup.ts';
import { runAsLowId } from './runAsLowId.ts';
import { runAsNonRoot } from './runAsNonRoot.ts';
import { runAsUser } from './runAsUser.ts';

/** Security of Pods. */
export const securityRules: readonly Rule[] = [
  privileged,
  privilegeEscalation,
  runAsNonRoot,
  nonRootNoUser,
  runAsUser,
  runAsGroup,
  runAsLowId,
  readOnlyRootfs,
  dropCapabilities,
  addCapabilities,
  hostPid,
  hostIpc,
  hostNetwork,
  hostPort,
];

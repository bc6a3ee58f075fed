import type { ObjectRule, Rule } from '../rule.ts';
import { addCapabilities } from './addCapabilities.ts';
import { dropCapabilities } from './dropCapabilities.ts';
import { hostIpc } from './hostIpc.ts';
import { hostNetwork } from './hostNetwork.ts';
import { hostPid } from './hostPid.ts';
import { hostPort } from './hostPort.ts';
import { nonRootNoUser } from './nonRootNoUser.ts';
import { privileged } from './privileged.ts';
import { privilegeEscalation } from './privilegeEscalation.ts';
import { pssNamespace } from './pssNamespace.ts';
import { readOnlyRootfs } from './readOnlyRootfs.ts';
import { runAsGroup } from './runAsGroup.ts';
import { runAsLowId } from './runAsLowId.ts';
import { runAsNonRoot } from './runAsNonRoot.ts';
import { runAsUser } from './runAsUser.ts';

/** What each rule says about a Pod by itself. */
const podRules: readonly ObjectRule[] = [
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

/** Security of Pods. */
export const securityRules: readonly Rule[] = [...podRules, pssNamespace(podRules)];

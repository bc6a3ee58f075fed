import type { ObjectRule, Rule } from '../rule.ts';
import { addCapabilities } from './addCapabilities.ts';
import { apparmor } from './apparmor.ts';
import { automountToken } from './automountToken.ts';
import { defaultServiceAccount } from './defaultServiceAccount.ts';
import { dockerSock } from './dockerSock.ts';
import { dropCapabilities } from './dropCapabilities.ts';
import { hostAliases } from './hostAliases.ts';
import { hostIpc } from './hostIpc.ts';
import { hostNetwork } from './hostNetwork.ts';
import { hostPath } from './hostPath.ts';
import { hostPathSensitive } from './hostPathSensitive.ts';
import { hostPathWritable } from './hostPathWritable.ts';
import { hostPid } from './hostPid.ts';
import { hostPort } from './hostPort.ts';
import { hostUsers } from './hostUsers.ts';
import { mountPropagation } from './mountPropagation.ts';
import { nonRootNoUser } from './nonRootNoUser.ts';
import { privileged } from './privileged.ts';
import { privilegedPort } from './privilegedPort.ts';
import { privilegeEscalation } from './privilegeEscalation.ts';
import { procMount } from './procMount.ts';
import { pssNamespace } from './pssNamespace.ts';
import { readOnlyRootfs } from './readOnlyRootfs.ts';
import { runAsGroup } from './runAsGroup.ts';
import { runAsLowId } from './runAsLowId.ts';
import { runAsNonRoot } from './runAsNonRoot.ts';
import { runAsUser } from './runAsUser.ts';
import { sccPrivileged } from './sccPrivileged.ts';
import { seccomp } from './seccomp.ts';
import { secretAsEnv } from './secretAsEnv.ts';
import { secretInEnvPlain } from './secretInEnvPlain.ts';
import { selinux } from './selinux.ts';
import { sshPort } from './sshPort.ts';
import { sysctls } from './sysctls.ts';
import { volumeTypes } from './volumeTypes.ts';
import { windowsHostProcess } from './windowsHostProcess.ts';

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
  hostPath,
  hostPathSensitive,
  dockerSock,
  hostPathWritable,
  procMount,
  seccomp,
  apparmor,
  selinux,
  sysctls,
  volumeTypes,
  windowsHostProcess,
  hostUsers,
  hostAliases,
  mountPropagation,
  automountToken,
  defaultServiceAccount,
  secretInEnvPlain,
  secretAsEnv,
  sshPort,
  privilegedPort,
  sccPrivileged,
];

/** Security of Pods. */
export const securityRules: readonly Rule[] = [...podRules, pssNamespace(podRules)];

import type { Rule } from '../rule.ts';
import { commandString } from './commandString.ts';
import { containerNameDuplicate } from './containerNameDuplicate.ts';
import { containerNoImage } from './containerNoImage.ts';
import { envDuplicate } from './envDuplicate.ts';
import { envNameInvalid } from './envNameInvalid.ts';
import { envNotString } from './envNotString.ts';
import { envRefUndefined } from './envRefUndefined.ts';
import { hostNetworkPort } from './hostNetworkPort.ts';
import { initContainerProbes } from './initContainerProbes.ts';
import { mountPathDuplicate } from './mountPathDuplicate.ts';
import { portDuplicate } from './portDuplicate.ts';
import { portNameInvalid } from './portNameInvalid.ts';
import { probeHandler } from './probeHandler.ts';
import { probePort } from './probePort.ts';
import { probeTiming } from './probeTiming.ts';
import { restartPolicyDeployment } from './restartPolicyDeployment.ts';
import { restartPolicyJob } from './restartPolicyJob.ts';
import { volumeMountNoVolume } from './volumeMountNoVolume.ts';
import { volumeUnused } from './volumeUnused.ts';

/** Pods and their containers. */
export const podsRules: readonly Rule[] = [
  volumeMountNoVolume,
  volumeUnused,
  mountPathDuplicate,
  containerNameDuplicate,
  containerNoImage,
  portNameInvalid,
  probePort,
  probeHandler,
  commandString,
  envNotString,
  envDuplicate,
  restartPolicyJob,
  restartPolicyDeployment,
  portDuplicate,
  probeTiming,
  envNameInvalid,
  envRefUndefined,
  initContainerProbes,
  hostNetworkPort,
];

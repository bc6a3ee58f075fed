import type { Rule } from '../rule.ts';
import { commandString } from './commandString.ts';
import { containerNameDuplicate } from './containerNameDuplicate.ts';
import { containerNoImage } from './containerNoImage.ts';
import { envDuplicate } from './envDuplicate.ts';
import { envNotString } from './envNotString.ts';
import { mountPathDuplicate } from './mountPathDuplicate.ts';
import { portNameInvalid } from './portNameInvalid.ts';
import { probeHandler } from './probeHandler.ts';
import { probePort } from './probePort.ts';
import { restartPolicyDeployment } from './restartPolicyDeployment.ts';
import { restartPolicyJob } from './restartPolicyJob.ts';
import { volumeMountNoVolume } from './volumeMountNoVolume.ts';
import { volumeUnused } from './volumeUnused.ts';

/** Pod and container structure. */
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
];

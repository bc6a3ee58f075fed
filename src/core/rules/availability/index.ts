import type { Rule } from '../rule.ts';
import { antiAffinity } from './antiAffinity.ts';
import { hpaMinMax } from './hpaMinMax.ts';
import { hpaMinReplicas } from './hpaMinReplicas.ts';
import { nakedPod } from './nakedPod.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { priorityClass } from './priorityClass.ts';
import { replicasLow } from './replicasLow.ts';
import { replicasZero } from './replicasZero.ts';
import { rollingUpdate } from './rollingUpdate.ts';
import { rolloutOutage } from './rolloutOutage.ts';
import { strategyZero } from './strategyZero.ts';
import { topologySpread } from './topologySpread.ts';

/** Replicas, updates and where Pods run. */
export const availabilityRules: readonly Rule[] = [
  strategyZero,
  replicasZero,
  replicasLow,
  rolloutOutage,
  rollingUpdate,
  hpaMinMax,
  hpaMinReplicas,
  antiAffinity,
  topologySpread,
  nodeAffinity,
  priorityClass,
  nakedPod,
];

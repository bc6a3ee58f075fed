import type { Rule } from '../rule.ts';
import { hpaAndReplicas } from './hpaAndReplicas.ts';
import { hpaNoRequests } from './hpaNoRequests.ts';
import { hpaTargetMissing } from './hpaTargetMissing.ts';
import { hpaTargetNotScalable } from './hpaTargetNotScalable.ts';

/** Autoscalers and what they scale. */
export const autoscalingRules: readonly Rule[] = [
  hpaTargetMissing,
  hpaTargetNotScalable,
  hpaNoRequests,
  hpaAndReplicas,
];

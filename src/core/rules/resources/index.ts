import type { Rule } from '../rule.ts';
import { cpuRequestMissing } from './cpuRequestMissing.ts';
import { imageLatest } from './imageLatest.ts';
import { memoryLimitMissing } from './memoryLimitMissing.ts';
import { memoryRequestMissing } from './memoryRequestMissing.ts';
import { readinessMissing } from './readinessMissing.ts';

/** Resources, probes, images, availability. */
export const resourcesRules: readonly Rule[] = [
  cpuRequestMissing,
  imageLatest,
  memoryLimitMissing,
  memoryRequestMissing,
  readinessMissing,
];

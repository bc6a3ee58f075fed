import type { Rule } from '../rule.ts';
import { cpuRequestMissing } from './cpuRequestMissing.ts';
import { imageLatest } from './imageLatest.ts';
import { memoryRequestMissing } from './memoryRequestMissing.ts';

/** Resources, probes, images, availability. */
export const resourcesRules: readonly Rule[] = [
  cpuRequestMissing,
  imageLatest,
  memoryRequestMissing,
];

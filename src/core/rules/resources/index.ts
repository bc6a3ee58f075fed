import type { Rule } from '../rule.ts';
import { quotaNeedsRequests } from './quotaNeedsRequests.ts';
import { cpuRequestMissing } from './cpuRequestMissing.ts';
import { imageLatest } from './imageLatest.ts';
import { memoryLimitMissing } from './memoryLimitMissing.ts';
import { memoryRequestMissing } from './memoryRequestMissing.ts';
import { quantityInvalid } from './quantityInvalid.ts';
import { quantitySuspicious } from './quantitySuspicious.ts';
import { readinessMissing } from './readinessMissing.ts';
import { requestOverLimit } from './requestOverLimit.ts';

/** Resources, probes, images, availability. */
export const resourcesRules: readonly Rule[] = [
  cpuRequestMissing,
  imageLatest,
  memoryLimitMissing,
  memoryRequestMissing,
  quantityInvalid,
  quantitySuspicious,
  readinessMissing,
  requestOverLimit,
  quotaNeedsRequests,
];

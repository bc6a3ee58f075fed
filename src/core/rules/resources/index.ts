import type { Rule } from '../rule.ts';
import { cpuLimitMissing } from './cpuLimitMissing.ts';
import { cpuRequestMissing } from './cpuRequestMissing.ts';
import { ephemeralStorage } from './ephemeralStorage.ts';
import { livenessMissing } from './livenessMissing.ts';
import { memoryLimitMissing } from './memoryLimitMissing.ts';
import { memoryRequestMissing } from './memoryRequestMissing.ts';
import { probesIdentical } from './probesIdentical.ts';
import { quantityInvalid } from './quantityInvalid.ts';
import { quantitySuspicious } from './quantitySuspicious.ts';
import { quotaNeedsRequests } from './quotaNeedsRequests.ts';
import { readinessMissing } from './readinessMissing.ts';
import { requestOverLimit } from './requestOverLimit.ts';
import { requestsEqualLimits } from './requestsEqualLimits.ts';

/** Resources and probes. */
export const resourcesRules: readonly Rule[] = [
  cpuRequestMissing,
  memoryLimitMissing,
  memoryRequestMissing,
  cpuLimitMissing,
  ephemeralStorage,
  quantityInvalid,
  quantitySuspicious,
  requestOverLimit,
  requestsEqualLimits,
  quotaNeedsRequests,
  readinessMissing,
  livenessMissing,
  probesIdentical,
];

import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { missingLimits } from './limits.ts';

/** Tells of containers that may take all the CPU that nobody else has requested. */
export const cpuLimitMissing: ObjectRule = {
  id: 'cpu-limit-missing',
  group: 'resources',
  summary: 'A container may say how much CPU it may take at most; whether it should is disputed.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { container, range, fixes } of missingLimits(document, set, 'cpu')) {
      yield {
        range,
        message:
          `Container ${container.label} has no CPU limit: it may take whatever is free on its node. Its ` +
          'neighbours keep what they request, so many leave it that way on purpose.',
        fixes,
      };
    }
  },
};

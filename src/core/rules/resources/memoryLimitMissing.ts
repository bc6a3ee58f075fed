import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingLimits } from './limits.ts';

/** Flags containers that may take all the memory of their node. */
export const memoryLimitMissing: ObjectRule = {
  id: 'memory-limit-missing',
  group: 'resources',
  summary: 'A container should say how much memory it may take at most.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { container, range, fixes } of missingLimits(document, set, 'memory')) {
      yield {
        range,
        message:
          `Container ${container.label} has no memory limit: if it leaks, it can take all the ` +
          'memory of its node, and other Pods are killed in its place.',
        fixes,
      };
    }
  },
};

import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingRequests } from './requests.ts';

/** Flags containers that ask for no memory: they are the first to be evicted. */
export const memoryRequestMissing: ObjectRule = {
  id: 'memory-request-missing',
  group: 'resources',
  summary: 'A container should say how much memory it needs.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { container, range, fixes } of missingRequests(document, set, 'memory')) {
      yield {
        range,
        message:
          `Container ${container.label} requests no memory: the scheduler counts it as needing ` +
          'none, and it is among the first to be evicted when a node runs short.',
        fixes,
      };
    }
  },
};

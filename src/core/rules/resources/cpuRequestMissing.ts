import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { missingRequests } from './requests.ts';

/** Flags containers that ask for no CPU: the scheduler takes them for free. */
export const cpuRequestMissing: ObjectRule = {
  id: 'cpu-request-missing',
  group: 'resources',
  summary: 'A container should say how much CPU it needs.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { container, range, fixes } of missingRequests(document, set, 'cpu')) {
      yield {
        range,
        message:
          `Container ${container.label} requests no CPU: the scheduler counts it as needing none ` +
          'and may put it on a node that has none left.',
        fixes,
      };
    }
  },
};

import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { missingLimits } from './limits.ts';

/** Flags containers that may fill the disk of their node. */
export const ephemeralStorage: ObjectRule = {
  id: 'ephemeral-storage',
  group: 'resources',
  summary: 'A container should say how much of the disk of its node it may take.',
  severity: OPT_IN,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { container, range, fixes } of missingLimits(document, set, 'ephemeral-storage')) {
      yield {
        range,
        message:
          `Container ${container.label} has no limit of ephemeral storage: its logs and files may fill the ` +
          'disk of the node, and other Pods are evicted.',
        fixes,
      };
    }
  },
};

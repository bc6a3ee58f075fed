import { findPair } from '../../yaml/access.ts';
import { portsOf } from '../containerPorts.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { offer } from '../fixes.ts';
import { removeField } from '../../yaml/fieldEdits.ts';

/** Flags ports that are opened on the node itself. */
export const hostPort: ObjectRule = {
  id: 'host-port',
  group: 'security',
  summary: 'A container should not open ports on its node (hostPort).',
  severity: PSS_BASELINE,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { node, hostPort: port } of portsOf(container)) {
        const pair = findPair(node, 'hostPort');
        if (port === undefined || pair === undefined) continue;
        if (typeof port.value !== 'number' || port.value === 0) continue;
        yield {
          range: port.range,
          message:
            `Container ${container.label} opens port ${port.text} on its node: whoever reaches the ` +
            'node reaches it, and only one such Pod fits on each node. A Service does without.',
          fixes: offer(document, 'Remove the hostPort', removeField(document.text, pair)),
        };
      }
    }
  },
};

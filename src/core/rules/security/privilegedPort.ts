import { portsOf } from '../containerPorts.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Ports below this one used to be root's. */
const FIRST_FREE = 1024;

/** Flags ports for which a container may need more rights than it should have. */
export const privilegedPort: ObjectRule = {
  id: 'privileged-port',
  group: 'security',
  summary: 'A container should listen on a port of 1024 or above.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { containerPort } of portsOf(container)) {
        const { value } = containerPort ?? {};
        if (containerPort === undefined || typeof value !== 'number') continue;
        if (value >= FIRST_FREE || value < 1) continue;
        yield {
          range: containerPort.range,
          message:
            `To listen on port ${containerPort.text} a program may need rights of root. A Service can have ` +
            'the low number and send to a high one.',
        };
      }
    }
  },
};

import { portsOf } from '../containerPorts.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

const SSH = 22;

/** Flags containers that let people log in. */
export const sshPort: ObjectRule = {
  id: 'ssh-port',
  group: 'security',
  summary: 'A container needs no SSH: `kubectl exec` gets people in, with their own rights.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { containerPort } of portsOf(container)) {
        if (containerPort?.value !== SSH) continue;
        yield {
          range: containerPort.range,
          message:
            `Container ${container.label} opens port 22, that of SSH: one more door with keys of its own. ` +
            '`kubectl exec` needs none.',
        };
      }
    }
  },
};

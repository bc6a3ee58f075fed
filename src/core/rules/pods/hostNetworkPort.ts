import { child, scalar, textAt } from '../../yaml/access.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';
import { portsOf } from '../containerPorts.ts';
import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags ports that cannot be another on a node whose network the Pod uses. */
export const hostNetworkPort: ObjectRule = {
  id: 'hostnetwork-port',
  group: 'pods',
  summary: 'With hostNetwork a hostPort must be the containerPort.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || textAt(template.spec, 'hostNetwork') !== 'true') return;
    for (const container of template.containers) {
      for (const { node, containerPort, hostPort } of portsOf(container)) {
        const host = scalar(child(node, 'hostPort'));
        if (host === undefined || containerPort === undefined) continue;
        if (hostPort?.value === 0 || host.value === containerPort.value) continue;
        yield {
          range: host.range,
          message:
            `The Pod uses the network of its node, so port ${containerPort.text} of the container is port ` +
            `${containerPort.text} of the node: Kubernetes refuses another hostPort.`,
          related: [related(document, containerPort.range, 'The port of the container.')],
          fixes: [
            fix(
              document,
              `Write ${containerPort.text}`,
              [replaceValue(host, Number(containerPort.text))],
              { isPreferred: true, isMechanical: true },
            ),
          ],
        };
      }
    }
  },
};

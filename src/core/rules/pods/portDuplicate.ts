import { child, findPair, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { portsOf, runningContainers } from '../containerPorts.ts';
import { related } from '../places.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags ports of one Pod that have the same number or the same name. */
export const portDuplicate: ObjectRule = {
  id: 'port-duplicate',
  group: 'pods',
  summary: 'The containers of a Pod share one network: a port and its name can be used once.',
  severity: WARNING,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    const numbers = new Map<string, YamlScalar>();
    for (const container of runningContainers(template)) {
      const names = new Map<string, YamlScalar>();
      for (const { containerPort, name, protocol, node } of portsOf(container)) {
        const number = scalar(child(node, 'containerPort'));
        const key = `${containerPort?.text} ${protocol}`;
        const first = containerPort === undefined ? undefined : numbers.get(key);
        if (number !== undefined && first !== undefined) {
          yield {
            range: number.range,
            message:
              `Port ${number.text} is declared already. The containers of a Pod share one network, so ` +
              'only the first that listens there gets it, and the other fails to start.',
            related: [related(document, first.range, 'The first time.')],
          };
        } else if (number !== undefined) {
          numbers.set(key, number);
        }
        const namesake = name === undefined ? undefined : names.get(name.text);
        // A name may stand once in a container; see the API server's "Duplicate value".
        if (name !== undefined && namesake === undefined) names.set(name.text, name);
        if (name === undefined || namesake === undefined) continue;
        if (findPair(node, 'name') === undefined) continue;
        yield {
          range: name.range,
          message: `The container has a port called "${name.text}" already: Kubernetes refuses the second.`,
          related: [related(document, namesake.range, 'The first one.')],
        };
      }
    }
  },
};

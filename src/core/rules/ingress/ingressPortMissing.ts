import { textAt, child } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { type IngressBackend, ingressBackends } from './ingressBackends.ts';
import { type ServicePort, servicePorts } from '../services/servicePorts.ts';

/** Flags Ingresses that send to a port which their Service does not have. */
export const ingressPortMissing: ObjectRule = {
  id: 'ingress-port-missing',
  group: 'references',
  summary: 'The port that an Ingress sends to must be one of the Service.',
  severity: WARNING,
  isFixable: true,
  kinds: ['Ingress'],
  isCrossObject: true,
  *check({ document, set }) {
    for (const { name, port } of ingressBackends(document)) {
      const service = set.find('Service', name.text, document);
      if (service === undefined || port === undefined) continue;
      if (textAt(child(service.root, 'spec'), 'type') === 'ExternalName') continue;
      const ports = servicePorts(service);
      if (ports.some((one) => one.port === undefined) || ports.some((one) => isPort(one, port))) {
        continue;
      }
      const known = ports.map((one) =>
        one.name === undefined ? one.port?.text : `${one.port?.text} (${one.name.text})`,
      );
      yield {
        range: port.value.range,
        message:
          `${describe(service)} has no port ${port.name === 'name' ? `named ` : ''}` +
          `"${port.value.text}": it has ${known.join(', ')}. Requests would be answered with an ` +
          'error by the Ingress controller.',
        related: [
          {
            uri: service.uri,
            range: (ports[0]?.port ?? service.nameNode ?? service.kindNode).range,
            message: `The ports of ${describe(service)}`,
          },
        ],
        fixes: ports.flatMap((one, index) => fixFor(document, port, one, index === 0)),
      };
    }
  },
};

function isPort({ name, port }: ServicePort, wanted: NonNullable<IngressBackend['port']>): boolean {
  return wanted.name === 'name'
    ? name?.text === wanted.value.text
    : port?.value === wanted.value.value;
}

/** The pair says a number where it said one, and a name where the port has one. */
function fixFor(
  document: KubernetesDocument,
  pair: NonNullable<IngressBackend['port']>,
  { name, port }: ServicePort,
  isPreferred: boolean,
): Fix[] {
  const text =
    pair.name === 'name' && name !== undefined ? `name: ${name.text}` : `number: ${port?.text}`;
  const { range, style } = pair.value;
  const end = range[1] + (style === 'single' || style === 'double' ? 1 : 0);
  const edit = { range: [pair.key.range[0], end] as const, newText: text };
  return [fix(document, `Send to port ${port?.text}`, [edit], { isPreferred })];
}

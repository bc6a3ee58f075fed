import { findPair } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { comparePlaces, firstKey, related } from '../places.ts';
import type { Finding, Fix, ObjectContext, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { nodePorts, type ServicePort, servicePorts } from './servicePorts.ts';

/** Names for ports that mostly carry one protocol. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  80: 'http',
  443: 'https',
  3306: 'mysql',
  5432: 'postgres',
  6379: 'redis',
  8080: 'http-alt',
  9090: 'metrics',
};

/** Flags ports of Services that the server cannot tell apart. */
export const servicePortNames: ObjectRule = {
  id: 'service-port-names',
  group: 'objects',
  summary: 'The ports of a Service need names, numbers and node ports of their own.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: true,
  *check(context) {
    const { document } = context;
    if (apiGroup(document) !== '') return;
    const ports = servicePorts(document);
    for (const [index, entry] of ports.entries()) {
      const before = ports.slice(0, index);
      yield* judgeName(document, entry, ports, before);
      yield* judgePort(document, entry, before);
    }
    yield* judgeNodePorts(context);
  },
};

function* judgeName(
  document: KubernetesDocument,
  entry: ServicePort,
  ports: readonly ServicePort[],
  before: readonly ServicePort[],
): Generator<Finding> {
  const { name, node, port } = entry;
  if (name === undefined || name.text === '') {
    if (ports.length < 2) return;
    yield {
      range: port?.range ?? firstKey(node),
      message:
        'A Service with several ports needs a name for each of them. Kubernetes says: ' +
        '"spec.ports.name: Required value".',
      fixes: nameFixes(document, entry, ports),
    };
    return;
  }
  const same = before.find((one) => one.name?.text === name.text);
  if (same?.name === undefined) return;
  yield {
    range: name.range,
    message: `Two ports of this Service are called "${name.text}". Kubernetes says: "Duplicate value".`,
    related: [related(document, same.name.range, 'The first port of this name.')],
  };
}

function nameFixes(
  document: KubernetesDocument,
  { name, node, port }: ServicePort,
  ports: readonly ServicePort[],
): Fix[] {
  if (name !== undefined) return [];
  const wanted = WELL_KNOWN[port?.text ?? ''] ?? `port-${port?.text ?? ''}`;
  if (port === undefined || ports.some((one) => one.name?.text === wanted)) return [];
  return offer(document, `Name it ${wanted}`, appendPair(document.text, node, 'name', wanted));
}

function* judgePort(
  document: KubernetesDocument,
  { port, protocol }: ServicePort,
  before: readonly ServicePort[],
): Generator<Finding> {
  const same = before.find((one) => one.port?.text === port?.text && one.protocol === protocol);
  if (port === undefined || same?.port === undefined) return;
  yield {
    range: port.range,
    message:
      `Port ${port.text}/${protocol} is there twice: which of the two should a request take? ` +
      'Kubernetes says: "Duplicate value".',
    related: [related(document, same.port.range, 'The first port of this number.')],
  };
}

function* judgeNodePorts({ document, set }: ObjectContext): Generator<Finding> {
  const own = nodePorts(document);
  if (own.length === 0) return;
  const others = set
    .ofKind('Service')
    .filter((one) => one === document || comparePlaces(one, document) < 0)
    .filter((one) => one === document || one.name !== document.name)
    .toSorted(comparePlaces)
    .flatMap((service) => nodePorts(service).map((entry) => ({ service, entry })));
  for (const entry of own) {
    const { nodePort, protocol, node } = entry;
    const first = others.find(
      (one) => one.entry.nodePort.text === nodePort.text && one.entry.protocol === protocol,
    );
    if (first === undefined || first.entry.node === node) continue;
    const who = first.service === document ? 'This Service' : describe(first.service);
    const pair = findPair(node, 'nodePort');
    yield {
      range: nodePort.range,
      message:
        `${who} has the node port ${nodePort.text} already. Kubernetes says: "provided port is ` +
        'already allocated".',
      related: [
        { uri: first.service.uri, range: first.entry.nodePort.range, message: 'It is taken here.' },
      ],
      fixes:
        pair === undefined
          ? []
          : offer(document, 'Let Kubernetes choose one', removeField(document.text, pair)),
    };
  }
}

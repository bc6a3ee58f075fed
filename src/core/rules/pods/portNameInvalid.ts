import { normalPortName, portNameFault } from '../../kubernetes/portNames.ts';
import { child, items, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { portsOf } from '../containerPorts.ts';
import { fix } from '../fixes.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { declaredPorts } from '../services/targetPorts.ts';
import { POD_KINDS } from '../podTemplates.ts';
import { probesOf, probePort } from '../probes.ts';
import type { Finding, Fix, ObjectContext, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags names of ports that Kubernetes refuses, where they are given and where they are used. */
export const portNameInvalid: ObjectRule = {
  id: 'port-name-invalid',
  group: 'pods',
  summary: 'A port name has at most 15 lower-case letters, digits and dashes.',
  severity: ERROR,
  isFixable: true,
  kinds: [...POD_KINDS, 'Service'],
  isCrossObject: true,
  *check(context) {
    yield* context.document.kind === 'Service' ? inService(context) : inPod(context);
  },
};

function* inPod({ document, set }: ObjectContext): Generator<Finding> {
  const pod = set.podOf(document);
  for (const container of pod?.containers ?? []) {
    for (const { name } of portsOf(container)) {
      if (name === undefined) continue;
      const services = pod === undefined ? [] : set.servicesSelecting(pod);
      yield* badName(document, name, 'The name of a port', services);
    }
    for (const probe of probesOf(container)) {
      const port = probePort(probe);
      if (port === undefined || typeof port.value !== 'string') continue;
      yield* badName(document, port, `The port of the ${probe.field}`);
    }
  }
}

function* inService({ document, set }: ObjectContext): Generator<Finding> {
  if (apiGroup(document) !== '') return;
  // A name that the Pods give is found there, and mended there for both.
  const given = declaredPorts(document, set)?.ports.flatMap(({ name }) => name?.text ?? []) ?? [];
  for (const port of items(child(child(document.root, 'spec'), 'ports'))) {
    const name = scalar(child(port, 'name'));
    if (name !== undefined) yield* badServiceName(document, name);
    const target = scalar(child(port, 'targetPort'));
    if (typeof target?.value !== 'string' || given.includes(target.text)) continue;
    yield* badName(document, target, 'A targetPort');
  }
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function* badName(
  document: KubernetesDocument,
  node: YamlScalar,
  what: string,
  services: readonly KubernetesDocument[] = [],
): Generator<Finding> {
  const fault = portNameFault(node.text);
  // The empty text is the same as no name.
  if (fault === undefined || node.text === '') return;
  const number = node.style !== 'plain' && /^\d+$/.test(node.text) ? Number(node.text) : undefined;
  const isNumber = number !== undefined && isPort(number) && what !== 'The name of a port';
  yield {
    range: node.range,
    message: isNumber
      ? `${what} in quotes is the name of a port, and "${node.text}" cannot be one: names have a ` +
        'letter in them. Kubernetes refuses it; numbers go without quotes.'
      : `${what} ${fault}: "${node.text}". Kubernetes takes at most 15 lower-case letters, ` +
        'digits and single dashes between them.',
    fixes: isNumber ? [unquote(document, node)] : rename(document, node, services),
  };
}

function unquote(document: KubernetesDocument, { range, text }: YamlScalar): Fix {
  return fix(
    document,
    `Use the number ${text}`,
    [{ range: [range[0] - 1, range[1] + 1], newText: text }],
    { isPreferred: true, isMechanical: true },
  );
}

/** @param services that send to the Pods: what they call the port is renamed with it */
function rename(
  document: KubernetesDocument,
  node: YamlScalar,
  services: readonly KubernetesDocument[] = [],
): Fix[] {
  const name = normalPortName(node.text);
  if (name === undefined) return [];
  const targets = services.flatMap(({ root, uri }) =>
    items(child(child(root, 'spec'), 'ports')).flatMap((port) => {
      const target = scalar(child(port, 'targetPort'));
      return target?.text === node.text ? [{ uri, edit: replaceScalar(target, name) }] : [];
    }),
  );
  const own = { uri: document.uri, edit: replaceScalar(node, name) };
  const title = `Call it ${name}`;
  return [{ title, edits: [own, ...targets], isPreferred: true, isMechanical: true }];
}

/** A Service's port is a DNS label: longer names are fine. */
function* badServiceName(document: KubernetesDocument, node: YamlScalar): Generator<Finding> {
  if (node.text === '') return;
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(node.text)) return;
  yield {
    range: node.range,
    message:
      `"${node.text}" cannot name a port of a Service: Kubernetes takes at most 63 lower-case ` +
      'letters, digits and dashes between them.',
    fixes: rename(document, node),
  };
}

import { portNameFault } from '../../kubernetes/portNames.ts';
import { findPair } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { type ContainerPort, portsOf, runningContainers } from '../containerPorts.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { isNearMiss } from '../nearest.ts';
import { related } from '../places.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import { type Probe, probePort as portOf, probesOf } from '../probes.ts';
import type { Finding, Fix, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags probes that call a port which the container does not declare. */
export const probePort: ObjectRule = {
  id: 'probe-port',
  group: 'pods',
  summary: 'A probe should call a port that its container declares.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    // All containers of a Pod share one network: a number may be a neighbour's port.
    const shared = runningContainers(template).flatMap(portsOf);
    for (const container of runningContainers(template)) {
      const own = portsOf(container);
      // A port without its number is still being written.
      if (own.some(({ containerPort }) => containerPort === undefined)) continue;
      for (const probe of probesOf(container)) {
        const port = portOf(probe);
        if (port === undefined || isDeclared(port, own, shared)) continue;
        yield finding(document, container, probe, port, own);
      }
    }
  },
};

function isDeclared(
  port: YamlScalar,
  own: readonly ContainerPort[],
  shared: readonly ContainerPort[],
): boolean {
  if (typeof port.value === 'number') {
    // A number works whether or not it is declared; where ports are declared it is a slip.
    return (
      own.length === 0 || shared.some(({ containerPort }) => containerPort?.value === port.value)
    );
  }
  // What cannot be a name at all is a finding of `port-name-invalid`.
  if (typeof port.value !== 'string' || portNameFault(port.text) !== undefined) return true;
  return own.some(({ name }) => name?.text === port.text);
}

function finding(
  document: KubernetesDocument,
  container: Container,
  { field }: Probe,
  port: YamlScalar,
  own: readonly ContainerPort[],
): Finding {
  const isNamed = typeof port.value === 'string';
  const known = own.flatMap(({ name, containerPort }) =>
    isNamed ? (name?.text ?? []) : (containerPort?.text ?? []),
  );
  const has = known.length === 0 ? 'declares none with a name' : `declares ${known.join(', ')}`;
  const list = findPair(container.node, 'ports');
  return {
    range: port.range,
    message:
      `The ${field} calls port ${port.text}, but container ${container.label} ${has}. ` +
      (isNamed
        ? 'A name that no port has can never be called, so the probe fails each time.'
        : 'If nothing listens there, the probe fails each time.'),
    related: list === undefined ? [] : [related(document, list.key.range, 'The declared ports')],
    fixes: fixesFor(document, port, own),
  };
}

/** Each declared port, the likeliest first. */
function fixesFor(
  document: KubernetesDocument,
  port: YamlScalar,
  own: readonly ContainerPort[],
): Fix[] {
  const values = own.flatMap(({ name, containerPort }) => {
    const isNamed = typeof port.value === 'string';
    return (isNamed ? name?.text : undefined) ?? containerPort?.text ?? [];
  });
  const likely = values.find((value) => isNearMiss(value, port.text)) ?? values[0];
  return [...new Set(values)]
    .toSorted((a, b) => Number(b === likely) - Number(a === likely))
    .map((value) =>
      fix(document, `Call port ${value}`, [replaceWhole(port, value)], {
        isPreferred: value === likely,
      }),
    );
}

/** Numbers go without quotes. */
function replaceWhole({ range, style }: YamlScalar, value: string): Fix['edits'][number]['edit'] {
  const isQuoted = style === 'single' || style === 'double';
  return { range: isQuoted ? [range[0] - 1, range[1] + 1] : range, newText: value };
}

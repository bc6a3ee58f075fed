import { child, findPair, scalar } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import type { YamlPair } from '../../yaml/tree.ts';
import { portsOf } from '../containerPorts.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { isNearMiss } from '../nearest.ts';
import { related } from '../places.ts';
import { type Container, POD_KINDS } from '../podTemplates.ts';
import { type Probe, PROBE_HANDLERS, probesOf } from '../probes.ts';
import type { Finding, Fix, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags probes that do nothing or two things, and thresholds that cannot be. */
export const probeHandler: ObjectRule = {
  id: 'probe-handler',
  group: 'pods',
  summary: 'A probe does exactly one thing: httpGet, tcpSocket, grpc or exec.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      // Other init containers may have no probes at all: `initcontainer-probes` says so.
      if (container.role === 'init') continue;
      for (const probe of probesOf(container)) {
        yield* handlers(document, container, probe);
        yield* threshold(document, probe);
      }
    }
  },
};

function* handlers(
  document: KubernetesDocument,
  container: Container,
  probe: Probe,
): Generator<Finding> {
  const found = PROBE_HANDLERS.flatMap((name) => findPair(probe.node, name) ?? []).toSorted(
    (a, b) => a.key.range[0] - b.key.range[0],
  );
  const [first, ...more] = found;
  if (first === undefined) {
    if (!looksMistyped(probe)) yield nothing(document, container, probe);
    return;
  }
  for (const second of more) yield two(document, probe, first, second);
}

/** A slip in a handler's name is a finding about that name. */
function looksMistyped({ node }: Probe): boolean {
  return node.pairs.some(({ name }) =>
    PROBE_HANDLERS.some(
      (handler) =>
        isNearMiss(name, handler) || name.toLowerCase() === handler.toLowerCase() || name === '<<',
    ),
  );
}

function nothing(document: KubernetesDocument, container: Container, probe: Probe): Finding {
  return {
    range: probe.pair.key.range,
    message:
      `This ${probe.field} does not say what to do. Kubernetes refuses it and asks for one of ` +
      'httpGet, tcpSocket, grpc or exec.',
    fixes: addHandler(document, container, probe),
  };
}

function addHandler(document: KubernetesDocument, container: Container, { node }: Probe): Fix[] {
  const [declared] = portsOf(container).flatMap(({ containerPort }) => containerPort ?? []);
  const port = Number(declared?.text ?? 8080);
  if (node.pairs.length === 0 || !Number.isInteger(port)) return [];
  const byHttp = appendPair(document.text, node, 'httpGet', { path: '/', port });
  const bySocket = appendPair(document.text, node, 'tcpSocket', { port });
  return [
    fix(document, `Ask by HTTP at port ${port}`, [byHttp], { isPreferred: true }),
    fix(document, `Try to connect to port ${port}`, [bySocket]),
  ];
}

function two(
  document: KubernetesDocument,
  { field }: Probe,
  first: YamlPair,
  second: YamlPair,
): Finding {
  return {
    range: second.key.range,
    message:
      `This ${field} has ${first.name} and ${second.name}, but a probe does one thing only. ` +
      'Kubernetes refuses the second: keep the one that tells whether the program works.',
    related: [related(document, first.key.range, `The ${first.name}`)],
  };
}

function* threshold(document: KubernetesDocument, { field, node }: Probe): Generator<Finding> {
  const value = scalar(child(node, 'successThreshold'));
  // Zero is taken as "not said".
  if (field === 'readinessProbe' || typeof value?.value !== 'number' || value.value <= 1) return;
  yield {
    range: value.range,
    message:
      `A ${field} is good after one success: Kubernetes refuses any successThreshold but 1 here. ` +
      'Only a readinessProbe may ask for more.',
    fixes: [
      fix(document, 'Set successThreshold to 1', [{ range: value.range, newText: '1' }], {
        isPreferred: true,
        isMechanical: true,
      }),
    ],
  };
}

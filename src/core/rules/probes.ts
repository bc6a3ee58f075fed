import { child, findPair, scalar } from '../yaml/access.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from '../yaml/tree.ts';
import type { Container } from './podTemplates.ts';

export const PROBE_FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** What a probe may do; exactly one of them. */
export const PROBE_HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

/** A probe of a container that is written as a mapping. */
export interface Probe {
  readonly field: (typeof PROBE_FIELDS)[number];
  readonly pair: YamlPair;
  readonly node: YamlMapping;
}

/** The probes of a container, in the order of {@link PROBE_FIELDS}. */
export function probesOf({ node }: Pick<Container, 'node'>): Probe[] {
  return PROBE_FIELDS.flatMap((field) => {
    const pair = findPair(node, field);
    const value = child(node, field);
    return pair === undefined || value?.kind !== 'mapping' ? [] : [{ field, pair, node: value }];
  });
}

/** The port that a probe calls at the container itself; undefined when it calls another host. */
export function probePort({ node }: Probe): YamlScalar | undefined {
  const handler = NETWORK_HANDLERS.map((field) => child(node, field)).find(isWritten);
  if (child(handler, 'host') !== undefined) return undefined;
  return scalar(child(handler, 'port'));
}

const NETWORK_HANDLERS = ['httpGet', 'tcpSocket', 'grpc'] as const;

function isWritten(node: YamlNode | undefined): node is YamlMapping {
  return node?.kind === 'mapping';
}

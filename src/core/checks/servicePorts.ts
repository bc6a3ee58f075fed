import { describeRef, type KubeObject } from '../kubernetes/objects.ts';
import type { Mismatch } from './result.ts';

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
}

/**
 * Ports of a Service that lead to no port of its Pods. A named target port that no container has
 * leaves the endpoints ready and the list of ports empty, and every request is refused.
 */
export function servicePortMismatches(
  service: KubeObject,
  pods: readonly KubeObject[],
  slices: readonly KubeObject[],
): Mismatch[] {
  const { ports = [] } = (service['spec'] ?? {}) as { ports?: readonly ServicePort[] };
  const offered = slices.flatMap((slice) => (slice['ports'] ?? []) as { name?: string }[]);
  return ports.flatMap((port, index) => {
    const isOffered = offered.some(({ name = '' }) => name === (port.name ?? ''));
    if (isOffered) return [];
    return {
      expected: describePorts(pods),
      found: String(port.targetPort ?? port.port),
      object: describeRef({ kind: 'Service', name: service.metadata.name }),
      path: `spec.ports[${index}].targetPort`,
    };
  });
}

/** `http (80)`. */
function describePorts(pods: readonly KubeObject[]): string {
  const ports = pods.flatMap((pod) => {
    const { containers = [] } = (pod['spec'] ?? {}) as {
      containers?: readonly { ports?: readonly ContainerPort[] }[];
    };
    return containers.flatMap(({ ports: own = [] }) => own);
  });
  const shown = ports.map(({ name, containerPort }) =>
    name === undefined ? String(containerPort) : `${name} (${containerPort})`,
  );
  return shown.length === 0 ? 'no port with a name' : [...new Set(shown)].join(', ');
}

import { child, items, scalar } from '../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../yaml/tree.ts';
import type { Container, PodTemplate } from './podTemplates.ts';

/** One entry of a container's `ports`; what is not written yet is undefined. */
export interface ContainerPort {
  readonly node: YamlMapping;
  readonly containerPort: YamlScalar | undefined;
  readonly name: YamlScalar | undefined;
  readonly hostPort: YamlScalar | undefined;
  readonly hostIP: YamlScalar | undefined;
  /** `TCP` when none is written. */
  readonly protocol: string;
}

const known = new WeakMap<YamlMapping, readonly ContainerPort[]>();

/** The ports that a container declares, read once. */
export function portsOf({ node }: Pick<Container, 'node'>): readonly ContainerPort[] {
  let ports = known.get(node);
  if (ports === undefined) known.set(node, (ports = readPorts(node)));
  return ports;
}

function readPorts(node: YamlMapping): ContainerPort[] {
  return items(child(node, 'ports')).flatMap((port) => {
    if (port.kind !== 'mapping') return [];
    return [
      {
        node: port,
        containerPort: scalar(child(port, 'containerPort')),
        name: scalar(child(port, 'name')),
        hostPort: scalar(child(port, 'hostPort')),
        hostIP: scalar(child(port, 'hostIP')),
        protocol: scalar(child(port, 'protocol'))?.text ?? 'TCP',
      },
    ];
  });
}

/** The containers that run at the same time: they share one network, and so its ports. */
export function runningContainers({ containers }: PodTemplate): Container[] {
  return containers.filter(({ role }) => role === 'container' || role === 'sidecar');
}

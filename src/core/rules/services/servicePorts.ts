import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** One entry of a Service's `ports`; what is not written yet is undefined. */
export interface ServicePort {
  readonly node: YamlMapping;
  readonly name: YamlScalar | undefined;
  readonly port: YamlScalar | undefined;
  readonly targetPort: YamlScalar | undefined;
  /** `TCP` when none is written. */
  readonly protocol: string;
}

export function servicePorts({ root }: KubernetesDocument): ServicePort[] {
  return items(child(child(root, 'spec'), 'ports')).flatMap((node) => {
    if (node.kind !== 'mapping') return [];
    return [
      {
        node,
        name: scalar(child(node, 'name')),
        port: scalar(child(node, 'port')),
        targetPort: scalar(child(node, 'targetPort')),
        protocol: scalar(child(node, 'protocol'))?.text ?? 'TCP',
      },
    ];
  });
}

/** The ports of a Service that open one on every node, with the number that is written. */
export function nodePorts(
  document: KubernetesDocument,
): (ServicePort & { readonly nodePort: YamlScalar })[] {
  return servicePorts(document).flatMap((entry) => {
    const nodePort = scalar(child(entry.node, 'nodePort'));
    return nodePort === undefined || typeof nodePort.value !== 'number' || nodePort.value === 0
      ? []
      : [{ ...entry, nodePort }];
  });
}

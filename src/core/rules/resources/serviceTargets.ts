import { child, findPair, items, scalar, textAt } from '../../yaml/access.ts';
import { type ContainerPort, portsOf, runningContainers } from '../containerPorts.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';

/** A container that answers the requests to a Service. */
export interface ServedContainer {
  readonly container: Container;
  readonly service: KubernetesDocument;
  /** What a probe may ask: the port's name or number; undefined when nothing says it. */
  readonly port: string | number | undefined;
}

/**
 * Which of the pod's containers a Service sends requests to: those that declare the port, else the
 * only one there is. Where several declare nothing it cannot be known, unless none is probed at
 * all: then it is the first.
 */
export function servedContainers(
  template: PodTemplate,
  service: KubernetesDocument,
): ServedContainer[] {
  const running = runningContainers(template);
  const targets = targetPorts(service);
  const declaring = running.flatMap((container) => {
    const port = portsOf(container).find((declared) =>
      targets.some((target) => isTarget(declared, target)),
    );
    return port === undefined ? [] : [{ container, service, port: probePort(port) }];
  });
  if (declaring.length > 0) return declaring;
  const [main, ...others] = running.filter(({ role }) => role === 'container');
  if (main === undefined) return [];
  const isProbed = ({ node }: Container): boolean => findPair(node, 'readinessProbe') !== undefined;
  if (others.length > 0 && running.some(isProbed)) return [];
  const [declared] = portsOf(main);
  const [number] = targets.flatMap((target) => (/^\d+$/.test(target) ? Number(target) : []));
  const port = number ?? (declared === undefined ? undefined : probePort(declared));
  return [{ container: main, service, port }];
}

/** The ports of the pod that a Service sends to, by number or name. */
function targetPorts(service: KubernetesDocument): string[] {
  return items(child(child(service.root, 'spec'), 'ports')).flatMap(
    (port) => textAt(port, 'targetPort') ?? textAt(port, 'port') ?? [],
  );
}

function isTarget({ containerPort, name }: ContainerPort, target: string): boolean {
  return containerPort?.text === target || name?.text === target;
}

/** How a probe names a declared port: by its name, which moves with it, else by its number. */
export function probePort({ containerPort, name }: ContainerPort): string | number | undefined {
  const number = scalar(containerPort)?.value;
  return name?.text ?? (typeof number === 'number' ? number : undefined);
}

import { child, findPair, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** A Service to which an Ingress sends. */
export interface IngressBackend {
  readonly service: YamlMapping;
  readonly name: YamlScalar;
  /** `number: 80` or `name: http`; undefined while none is written. */
  readonly port: (YamlPair & { readonly value: YamlScalar }) | undefined;
}

/** The backends of a `networking.k8s.io/v1` Ingress that name a Service. */
export function ingressBackends({ root, apiVersion }: KubernetesDocument): IngressBackend[] {
  if (apiVersion !== 'networking.k8s.io/v1') return [];
  const spec = child(root, 'spec');
  return backends(spec).flatMap((backend) => {
    const service = child(backend, 'service');
    const name = scalar(child(service, 'name'));
    if (service?.kind !== 'mapping' || name === undefined) return [];
    const port = child(service, 'port');
    const pair = findPair(port, 'number') ?? findPair(port, 'name');
    const value = scalar(pair?.value);
    return [
      {
        service,
        name,
        port: pair === undefined || value === undefined ? undefined : { ...pair, value },
      },
    ];
  });
}

/** Every path of every rule. */
export function paths(spec: YamlNode | undefined): readonly YamlNode[] {
  return items(child(spec, 'rules')).flatMap((rule) => items(child(child(rule, 'http'), 'paths')));
}

/** The backend of every path, and the one for requests that no path takes. */
export function backends(spec: YamlNode | undefined): readonly YamlNode[] {
  const found = [
    child(spec, 'defaultBackend'),
    ...paths(spec).map((path) => child(path, 'backend')),
  ];
  return found.flatMap((backend) => backend ?? []);
}

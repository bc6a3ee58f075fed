import { child, items, scalar, textAt } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

interface RouteLink {
  readonly kind: string;
  readonly name: YamlScalar;
}

/** Flags routes of the Gateway API from or to what the files do not describe. */
export const gatewayBackend: ObjectRule = {
  id: 'gateway-backend',
  group: 'references',
  summary: 'The Gateway and the Services that a route names must exist.',
  severity: WARNING,
  isFixable: true,
  kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  isCrossObject: true,
  *check({ document, set }) {
    if (apiGroup(document) !== 'gateway.networking.k8s.io') return;
    for (const { kind, name } of links(document)) {
      const found = missingObject(set, {
        from: document,
        kind,
        name,
        consequence:
          kind === 'Service'
            ? 'Requests to it would be answered with 500.'
            : 'The route would serve nobody.',
      });
      if (found !== undefined) yield found;
    }
  },
};

/** References to other namespaces may lead anywhere. */
function links({ root }: KubernetesDocument): RouteLink[] {
  const spec = child(root, 'spec');
  const parents = items(child(spec, 'parentRefs')).flatMap((ref) => link(ref, 'Gateway'));
  const backends = items(child(spec, 'rules')).flatMap((rule) =>
    items(child(rule, 'backendRefs')).flatMap((ref) => link(ref, 'Service')),
  );
  return [...parents, ...backends];
}

function link(ref: YamlNode, kind: string): RouteLink[] {
  const name = scalar(child(ref, 'name'));
  const isLocal = child(ref, 'namespace') === undefined;
  const isUsual = (textAt(ref, 'kind') ?? kind) === kind;
  return name !== undefined && isLocal && isUsual ? [{ kind, name }] : [];
}

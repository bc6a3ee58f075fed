import { child, findPair, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Tells of endpoints whose Service the files do not describe. */
export const endpointsLinks: ObjectRule = {
  id: 'endpoints-links',
  group: 'references',
  summary:
    'An EndpointSlice belongs to the Service that its label names, Endpoints to their namesake.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['Endpoints', 'EndpointSlice'],
  isCrossObject: true,
  *check({ document, set }) {
    const name = serviceName(document);
    if (name === undefined) return;
    const found = missingObject(set, {
      from: document,
      kind: 'Service',
      name,
      consequence: 'Nothing would send to these addresses.',
    });
    if (found !== undefined) yield found;
  },
};

function serviceName({ kind, root, nameNode }: KubernetesDocument): YamlScalar | undefined {
  if (kind === 'Endpoints') return nameNode;
  const labels = child(child(root, 'metadata'), 'labels');
  return scalar(findPair(labels, 'kubernetes.io/service-name')?.value);
}

import { removePair } from '../../yaml/edits.ts';
import { child, findPair } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags a namespace on objects that belong to the whole cluster. */
export const namespaceOnClusterScoped: ObjectRule = {
  id: 'namespace-on-cluster-scoped',
  group: 'identity',
  summary: 'Objects of the whole cluster (Namespaces, ClusterRoles, ...) are in no namespace.',
  severity: WARNING,
  isFixable: true,
  isCrossObject: false,
  *check({ document, schema }) {
    const kind = schema.kind(document.apiVersion, document.kind);
    if (kind?.resource === undefined || kind.isNamespaced === true) return;
    const metadata = child(document.root, 'metadata');
    const pair = findPair(metadata, 'namespace');
    if (document.namespace === undefined || pair === undefined || metadata?.kind !== 'mapping') {
      return;
    }
    const isOwn = pair.key.parent === metadata && metadata.pairs.length > 1;
    yield {
      range: [pair.key.range[0], pair.value.range[1]],
      message:
        `A ${document.kind} belongs to the whole cluster: it is in no namespace, and all namespaces ` +
        'share it. The field promises something else.',
      isUnnecessary: true,
      fixes: isOwn
        ? [
            fix(document, 'Remove the namespace', [removePair(document.text, metadata, pair)], {
              isPreferred: true,
              isMechanical: true,
            }),
          ]
        : [],
    };
  },
};

import { missingObject } from '../missingObject.ts';
import { fix } from '../fixes.ts';
import { newDocument } from '../newDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Namespaces that every cluster has. */
const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Tells of namespaces that the files use and do not describe, where they describe some. */
export const namespaceNotFound: ObjectRule = {
  id: 'namespace-not-found',
  group: 'identity',
  summary: 'The namespace that an object is in should be among the namespaces of the files.',
  severity: HINT,
  isFixable: true,
  isCrossObject: true,
  *check({ document, set }) {
    const { namespaceNode } = document;
    if (namespaceNode === undefined || BUILT_IN.has(namespaceNode.text)) return;
    const found = missingObject(set, {
      from: document,
      kind: 'Namespace',
      name: namespaceNode,
      isClusterScoped: true,
      consequence: 'Kubernetes says: namespaces not found, unless the cluster has it already.',
    });
    if (found === undefined) return;
    const { text } = namespaceNode;
    const namespace = newDocument(document, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: text },
    });
    const fixes = found.fixes ?? [];
    const create = fix(document, `Describe the Namespace ${text}`, [namespace], {
      isPreferred: fixes.length === 0,
    });
    yield { ...found, fixes: [...fixes, create] };
  },
};

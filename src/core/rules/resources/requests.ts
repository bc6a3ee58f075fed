import { child, findPair, items, textAt } from '../../yaml/access.ts';
import { appendPair, fillPair } from '../../yaml/edits.ts';
import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import type { Container } from '../podTemplates.ts';
import type { Fix, TextEdit } from '../rule.ts';

export type Resource = 'cpu' | 'memory';

/** Values that suit a small container of a lab; people change them. */
const PLACEHOLDERS: Readonly<Record<Resource, string>> = { cpu: '100m', memory: '128Mi' };

export interface MissingRequest {
  readonly container: Container;
  readonly range: OffsetRange;
  readonly fixes: readonly Fix[];
}

/**
 * Containers that run as long as the pod does and ask for none of a resource. A limit counts as a
 * request (Kubernetes copies it), and so do a request of the whole pod and the default of a
 * LimitRange. A container without an image is still being written.
 */
export function* missingRequests(
  document: KubernetesDocument,
  set: ObjectSet,
  resource: Resource,
): Generator<MissingRequest> {
  const template = set.podOf(document);
  if (template === undefined || declares(template.spec, resource)) return;
  for (const container of template.containers) {
    if (container.role !== 'container' && container.role !== 'sidecar') continue;
    if (textAt(container.node, 'image') === undefined || declares(container.node, resource))
      continue;
    if (hasDefault(set, document, resource)) return;
    const resources = findPair(container.node, 'resources');
    const range = resources?.key.range ?? container.nameNode?.range ?? container.node.range;
    yield { container, range, fixes: fixesFor(document, container, resource) };
  }
}

/** True when `resources` under this node settles the resource's request. */
function declares(node: Container['node'] | ReturnType<typeof child>, resource: Resource): boolean {
  const resources = child(node, 'resources');
  return ['requests', 'limits'].some(
    (field) => findPair(child(resources, field), resource) !== undefined,
  );
}

function hasDefault(set: ObjectSet, document: KubernetesDocument, resource: Resource): boolean {
  for (const range of set.ofKind('LimitRange')) {
    if (namespaceKey(range) !== namespaceKey(document)) continue;
    for (const limit of items(child(child(range.root, 'spec'), 'limits'))) {
      if (textAt(limit, 'type') !== 'Container') continue;
      const fields = ['defaultRequest', 'default', 'max'];
      if (fields.some((field) => child(child(limit, field), resource) !== undefined)) return true;
    }
  }
  return false;
}

function fixesFor(document: KubernetesDocument, container: Container, resource: Resource): Fix[] {
  const other = resource === 'cpu' ? 'memory' : 'cpu';
  const one = { [resource]: PLACEHOLDERS[resource] };
  const both = { cpu: PLACEHOLDERS.cpu, memory: PLACEHOLDERS.memory };
  const fixes: Fix[] = [];
  if (!declares(container.node, other)) {
    const title = `Add requests of ${both.cpu} CPU and ${both.memory} memory`;
    fixes.push(fix(document, title, addRequests(document, container, both), { isPreferred: true }));
  }
  const name = resource === 'cpu' ? 'CPU' : 'memory';
  const title = `Add a request of ${PLACEHOLDERS[resource]} ${name}`;
  const isPreferred = fixes.length === 0;
  fixes.push(fix(document, title, addRequests(document, container, one), { isPreferred }));
  return fixes;
}

function addRequests(
  { text }: KubernetesDocument,
  { node }: Container,
  requests: Readonly<Record<string, string>>,
): TextEdit[] {
  const resources = findPair(node, 'resources');
  if (resources === undefined) return [appendPair(text, node, 'resources', { requests })];
  const within = resources.value;
  if (within.kind !== 'mapping' || within.pairs.length === 0) {
    return [fillPair(text, resources, { requests })];
  }
  const listed = findPair(within, 'requests');
  if (listed === undefined) return [appendPair(text, within, 'requests', requests)];
  if (listed.value.kind !== 'mapping' || listed.value.pairs.length === 0) {
    return [fillPair(text, listed, requests)];
  }
  const mapping = listed.value;
  return Object.entries(requests).map(([key, value]) => appendPair(text, mapping, key, value));
}

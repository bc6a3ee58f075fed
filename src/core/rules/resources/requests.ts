import type { OffsetRange } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Container } from '../podTemplates.ts';
import type { Fix } from '../rule.ts';
import {
  addResources,
  declares,
  hasDefault,
  longRunning,
  PLACEHOLDERS,
  resourcesPlace,
} from './containerResources.ts';

export interface MissingResource {
  readonly container: Container;
  readonly range: OffsetRange;
  readonly fixes: readonly Fix[];
}

/**
 * Containers that run as long as the pod does and ask for none of a resource. A limit counts as a
 * request (Kubernetes copies it), and so do a request of the whole pod and the default of a
 * LimitRange.
 */
export function* missingRequests(
  document: KubernetesDocument,
  set: ObjectSet,
  resource: 'cpu' | 'memory',
): Generator<MissingResource> {
  const template = set.podOf(document);
  if (template === undefined || declares(template.spec, resource, ['requests', 'limits'])) return;
  for (const container of longRunning(template)) {
    if (declares(container.node, resource, ['requests', 'limits'])) continue;
    if (hasDefault(set, document, resource, ['defaultRequest', 'default', 'max'])) return;
    const range = resourcesPlace(container);
    yield { container, range, fixes: fixesFor(document, container, resource) };
  }
}

function fixesFor(
  document: KubernetesDocument,
  container: Container,
  resource: 'cpu' | 'memory',
): Fix[] {
  const { cpu, memory } = PLACEHOLDERS;
  const fixes: Fix[] = [];
  if (!declares(container.node, resource === 'cpu' ? 'memory' : 'cpu', ['requests', 'limits'])) {
    const title = `Add requests of ${cpu} CPU and ${memory} memory`;
    const edits = addResources(document, container, 'requests', { cpu, memory });
    fixes.push(fix(document, title, edits, { isPreferred: true }));
  }
  const name = resource === 'cpu' ? 'CPU' : 'memory';
  const title = `Add a request of ${PLACEHOLDERS[resource]} ${name}`;
  const edits = addResources(document, container, 'requests', {
    [resource]: PLACEHOLDERS[resource],
  });
  fixes.push(fix(document, title, edits, { isPreferred: fixes.length === 0 }));
  return fixes;
}

import { child, textAt } from '../../yaml/access.ts';
import { parseQuantity } from '../../kubernetes/quantity.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import {
  addResources,
  declares,
  hasDefault,
  longRunning,
  PLACEHOLDERS,
  type Resource,
  resourcesPlace,
} from './containerResources.ts';
import type { MissingResource } from './requests.ts';

const NAMES: Readonly<Record<Resource, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  'ephemeral-storage': 'ephemeral storage',
};

/**
 * Containers that run as long as the pod does and may take as much of a resource as the node has. A
 * limit of the whole pod counts, and so do the default and the maximum of a LimitRange.
 */
export function* missingLimits(
  document: KubernetesDocument,
  set: ObjectSet,
  resource: Resource,
): Generator<MissingResource> {
  const template = set.podOf(document);
  if (template === undefined || declares(template.spec, resource, ['limits'])) return;
  for (const container of longRunning(template)) {
    if (declares(container.node, resource, ['limits'])) continue;
    if (hasDefault(set, document, resource, ['default', 'max'])) return;
    // A limit below the request would be refused.
    const requested = textAt(child(child(container.node, 'resources'), 'requests'), resource);
    const isUsable = requested !== undefined && (parseQuantity(requested) ?? 0n) > 0n;
    const value = isUsable ? requested : PLACEHOLDERS[resource];
    const edits = addResources(document, container, 'limits', { [resource]: value });
    const title = `Add a limit of ${value} ${NAMES[resource]}`;
    const fixes = [fix(document, title, edits, { isPreferred: true })];
    yield { container, range: resourcesPlace(container), fixes };
  }
}

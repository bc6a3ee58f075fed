import { child, findPair, items, textAt } from '../../yaml/access.ts';
import { appendPair, fillPair } from '../../yaml/edits.ts';
import type { OffsetRange, YamlNode } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';
import type { TextEdit } from '../rule.ts';

export type Resource = 'cpu' | 'memory' | 'ephemeral-storage';

export type ResourceField = 'requests' | 'limits';

/** Values that suit a small container of a lab; people change them. */
export const PLACEHOLDERS: Readonly<Record<Resource, string>> = {
  cpu: '100m',
  memory: '128Mi',
  'ephemeral-storage': '1Gi',
};

/** Containers that run as long as the pod does; one without an image is still being written. */
export function longRunning({ containers }: PodTemplate): Container[] {
  return containers.filter(
    ({ role, node }) =>
      (role === 'container' || role === 'sidecar') && textAt(node, 'image') !== undefined,
  );
}

/** True when `resources` under this node, a container or a pod's spec, has one of the fields. */
export function declares(
  node: YamlNode | undefined,
  resource: Resource,
  fields: readonly ResourceField[],
): boolean {
  const resources = child(node, 'resources');
  return fields.some((field) => findPair(child(resources, field), resource) !== undefined);
}

/** True when a LimitRange of the namespace has one of these fields for containers. */
export function hasDefault(
  set: ObjectSet,
  document: KubernetesDocument,
  resource: Resource,
  fields: readonly ('defaultRequest' | 'default' | 'max')[],
): boolean {
  for (const range of set.ofKind('LimitRange')) {
    if (namespaceKey(range) !== namespaceKey(document)) continue;
    for (const limit of items(child(child(range.root, 'spec'), 'limits'))) {
      if (textAt(limit, 'type') !== 'Container') continue;
      if (fields.some((field) => child(child(limit, field), resource) !== undefined)) return true;
    }
  }
  return false;
}

/** Where to mark what a container's resources lack, never the whole container. */
export function resourcesPlace({ node, nameNode }: Container): OffsetRange {
  return findPair(node, 'resources')?.key.range ?? nameNode?.range ?? node.range;
}

/** Adds requests or limits to a container, whatever it has already. */
export function addResources(
  { text }: KubernetesDocument,
  { node }: Container,
  field: ResourceField,
  values: Readonly<Record<string, string>>,
): TextEdit[] {
  const resources = findPair(node, 'resources');
  if (resources === undefined) return [appendPair(text, node, 'resources', { [field]: values })];
  const within = resources.value;
  if (within.kind !== 'mapping' || within.pairs.length === 0) {
    return [fillPair(text, resources, { [field]: values })];
  }
  const listed = findPair(within, field);
  if (listed === undefined) return [appendPair(text, within, field, values)];
  if (listed.value.kind !== 'mapping' || listed.value.pairs.length === 0) {
    return [fillPair(text, listed, values)];
  }
  const mapping = listed.value;
  return Object.entries(values).map(([key, value]) => appendPair(text, mapping, key, value));
}

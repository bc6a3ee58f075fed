import { child, items, nodeAt, pairs, scalar } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';

/** What a quantity measures. */
export type Unit = 'cpu' | 'bytes' | 'count';

/** A place where the API expects a quantity. */
export interface QuantityField {
  readonly node: YamlScalar;
  /** `memory`, `cpu`, `requests.storage`. */
  readonly resource: string;
  readonly unit: Unit;
  /** True where one container or pod is meant, false for the total of a quota. */
  readonly isOfPod: boolean;
}

/** Kinds with quantities in them. */
export const QUANTITY_KINDS: readonly string[] = [
  ...POD_KINDS,
  'PersistentVolumeClaim',
  'PersistentVolume',
  'LimitRange',
  'ResourceQuota',
];

/** Every quantity of an object; a value that is not written or is filled in later is left out. */
export function* quantityFields(
  document: KubernetesDocument,
  set: ObjectSet,
): Generator<QuantityField> {
  const seen = new Set<YamlNode>();
  for (const field of allFields(document, set)) {
    // What an alias repeats is judged where it is written.
    if (seen.has(field.node) || /[<{$]/.test(field.node.text)) continue;
    seen.add(field.node);
    yield field;
  }
}

function* allFields(document: KubernetesDocument, set: ObjectSet): Generator<QuantityField> {
  const spec = child(document.root, 'spec');
  const template = set.podOf(document);
  if (template !== undefined) {
    yield* inResources(template.spec);
    for (const { node } of template.containers) yield* inResources(node);
    for (const volume of items(child(template.spec, 'volumes'))) {
      const size = scalar(nodeAt(volume, ['emptyDir', 'sizeLimit']));
      if (size !== undefined)
        yield { node: size, resource: 'sizeLimit', unit: 'bytes', isOfPod: true };
      yield* inResources(nodeAt(volume, ['ephemeral', 'volumeClaimTemplate', 'spec']));
    }
    for (const claim of items(child(spec, 'volumeClaimTemplates'))) {
      yield* inResources(child(claim, 'spec'));
    }
  }
  if (apiGroup(document) !== '') return;
  if (document.kind === 'PersistentVolumeClaim') yield* inResources(spec);
  if (document.kind === 'PersistentVolume') yield* inList(child(spec, 'capacity'), true);
  if (document.kind === 'ResourceQuota') yield* inList(child(spec, 'hard'), false);
  if (document.kind === 'LimitRange') {
    for (const limit of items(child(spec, 'limits'))) {
      for (const field of ['min', 'max', 'default', 'defaultRequest']) {
        yield* inList(child(limit, field), true);
      }
    }
  }
}

function* inResources(owner: YamlNode | undefined): Generator<QuantityField> {
  const resources = child(owner, 'resources');
  yield* inList(child(resources, 'requests'), true);
  yield* inList(child(resources, 'limits'), true);
}

function* inList(list: YamlNode | undefined, isOfPod: boolean): Generator<QuantityField> {
  for (const { name, value } of pairs(list)) {
    const node = scalar(value);
    if (node !== undefined) yield { node, resource: name, unit: unitOf(name), isOfPod };
  }
}

function unitOf(resource: string): Unit {
  if (/(?:^|\.)cpu$/.test(resource)) return 'cpu';
  return /(?:^|[.-])(?:memory|storage)$|^hugepages-/.test(resource) ? 'bytes' : 'count';
}

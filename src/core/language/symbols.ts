import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../rules/objectSet.ts';
import { comparePlaces } from '../rules/places.ts';
import { SELECTING_KINDS } from '../rules/selectorNodes.ts';
import type { ObjectType } from '../schema/fieldTypes.ts';
import { child, resolveAlias, scalar, textAt } from '../yaml/access.ts';
import type { OffsetRange, YamlMapping, YamlNode, YamlScalar } from '../yaml/tree.ts';
import { namePlace, type Place, keyPlaces } from './definition.ts';
import { type LanguageContext, locatedAt, typeOf } from './objects.ts';
import { selectionOf } from './selectors.ts';
import { targetOf } from '../schema/targets.ts';

/** Something with a name that stands in several places and can be renamed in all of them. */
export type NamedSymbol =
  | { readonly symbol: 'object'; readonly object: KubernetesDocument }
  | { readonly symbol: 'key'; readonly holder: KubernetesDocument; readonly key: string }
  | {
      readonly symbol: 'label';
      readonly namespace: string;
      readonly key: string;
      readonly value: string;
    };

export interface FoundSymbol {
  readonly symbol: NamedSymbol;
  /** Where it stands at the offset. */
  readonly range: OffsetRange;
  readonly name: string;
}

/** What is named at an offset. */
export function symbolAt(context: LanguageContext, offset: number): FoundSymbol | undefined {
  const located = locatedAt(context, offset);
  if (located === undefined) return undefined;
  const { document, isKey, mapping, node, owner, pair } = located;
  const holder = dataHolder(document, mapping);
  if (holder !== undefined && isKey) {
    const symbol: NamedSymbol = { symbol: 'key', holder: document, key: pair.name };
    return { symbol, range: pair.key.range, name: pair.name };
  }
  const value = scalar(isKey ? pair.value : node);
  if (value === undefined) return undefined;
  const found = { range: value.range, name: value.text };
  if (value === document.nameNode)
    return { ...found, symbol: { symbol: 'object', object: document } };
  const label = labelAt(document, pair.name, value, context.set);
  if (label !== undefined) return { ...found, symbol: label };
  const target = targetOf(owner, pair.name);
  if (target?.target === 'object') {
    const kinds = target.kinds.length > 1 ? [textAt(mapping, 'kind') ?? ''] : target.kinds;
    for (const kind of kinds) {
      const object = context.set.find(kind, value.text, document);
      if (object !== undefined) return { ...found, symbol: { symbol: 'object', object } };
    }
  }
  if (target?.target === 'key') {
    const object = context.set.find(target.kind, textAt(mapping, 'name') ?? '', document);
    if (object === undefined) return undefined;
    return { ...found, symbol: { symbol: 'key', holder: object, key: value.text } };
  }
  return undefined;
}

/** Every place where a symbol stands: where it is described first, then its uses by file. */
export function placesOf(symbol: NamedSymbol, context: LanguageContext): Place[] {
  switch (symbol.symbol) {
    case 'label':
      return labelPlaces(symbol, context.set);
    case 'object':
      return [...namePlace(symbol.object), ...usesOf(context, symbol.object, undefined)];
    case 'key':
      return [
        ...keyPlaces(symbol.holder, symbol.key),
        ...usesOf(context, symbol.holder, symbol.key),
      ];
  }
}

/** The mapping of a ConfigMap's or Secret's keys. */
function dataHolder({ kind, root }: KubernetesDocument, mapping: YamlMapping): string | undefined {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return undefined;
  return ['data', 'stringData', 'binaryData'].find((field) => child(root, field) === mapping);
}

/** A label of Pods, or the pair of a selector that looks for it. */
function labelAt(
  document: KubernetesDocument,
  key: string,
  value: YamlScalar,
  set: ObjectSet,
): NamedSymbol | undefined {
  const isOfPod = set.podOf(document)?.labels.get(key) === value;
  const isSelected = selectionOf(document, set)?.selector.pairs.some(
    (pair) => pair.value === value && pair.name === key,
  );
  if (!isOfPod && isSelected !== true) return undefined;
  return { symbol: 'label', namespace: namespaceKey(document), key, value: value.text };
}

function labelPlaces(
  { namespace, key, value }: Extract<NamedSymbol, { symbol: 'label' }>,
  set: ObjectSet,
): Place[] {
  const places: Place[] = [];
  for (const { document, labels } of set.podsWithLabel(namespace, key, value)) {
    const label = labels.get(key);
    if (label !== undefined) places.push({ uri: document.uri, range: label.range });
  }
  const kinds = ['Service', 'PodDisruptionBudget', 'NetworkPolicy', ...SELECTING_KINDS];
  for (const document of kinds.flatMap((kind) => [...set.ofKind(kind)]).toSorted(comparePlaces)) {
    if (namespaceKey(document) !== namespace) continue;
    for (const pair of selectionOf(document, set)?.selector.pairs ?? []) {
      if (pair.name === key && pair.value.text === value) {
        places.push({ uri: document.uri, range: pair.value.range });
      }
    }
  }
  return places;
}

/** Fields of other objects that name an object, or with a key that key of it. */
function usesOf(
  context: LanguageContext,
  object: KubernetesDocument,
  key: string | undefined,
): Place[] {
  const places: Place[] = [];
  for (const { objects } of context.set.files) {
    for (const document of objects) {
      const type = typeOf(document, context);
      if (type !== undefined) visit(document, document.root, type);
    }
  }
  return places;

  function visit(from: KubernetesDocument, node: YamlNode, type: ObjectType): void {
    if (node.kind !== 'mapping') return;
    for (const pair of node.pairs) {
      const field = type.fields.get(pair.name);
      const value = resolveAlias(pair.value);
      if (field === undefined) continue;
      const text = scalar(value);
      if (text !== undefined && names(from, node, type, pair.name, text)) {
        places.push({ uri: from.uri, range: text.range });
      }
      let inner = field.type;
      let nodes: readonly YamlNode[] = [value];
      while (inner.kind === 'list' || inner.kind === 'map') {
        nodes = nodes.flatMap((one) =>
          one.kind === 'sequence'
            ? one.items.map(resolveAlias)
            : one.kind === 'mapping'
              ? one.pairs.map((each) => resolveAlias(each.value))
              : [],
        );
        inner = inner.kind === 'list' ? inner.items : inner.values;
      }
      if (inner.kind !== 'object' || inner.isOpen) continue;
      for (const one of nodes) visit(from, one, inner);
    }
  }

  function names(
    from: KubernetesDocument,
    mapping: YamlMapping,
    owner: ObjectType,
    field: string,
    value: YamlScalar,
  ): boolean {
    const target = targetOf(owner, field);
    if (target?.target === 'key') {
      return (
        key === value.text &&
        target.kind === object.kind &&
        context.set.find(object.kind, textAt(mapping, 'name') ?? '', from) === object
      );
    }
    if (key !== undefined || target?.target !== 'object' || value.text !== object.name) {
      return false;
    }
    const kinds = target.kinds.length > 1 ? [textAt(mapping, 'kind') ?? ''] : target.kinds;
    if (!kinds.includes(object.kind)) return false;
    return object.namespace === undefined || namespaceKey(object) === namespaceKey(from);
  }
}

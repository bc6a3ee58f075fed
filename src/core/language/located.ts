import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import type { Field, FieldType, ObjectType } from '../schema/fieldTypes.ts';
import type { OffsetRange, YamlMapping, YamlNode, YamlPair } from '../yaml/tree.ts';

/** What stands at an offset of an object, and what the schema knows about it. */
export interface Located {
  readonly document: KubernetesDocument;
  /** The key or value that was pointed at. */
  readonly node: YamlNode;
  readonly isKey: boolean;
  /** The pair whose key or value it is in; for an item of a list the pair of the list. */
  readonly pair: YamlPair;
  /** The mapping that holds the pair. */
  readonly mapping: YamlMapping;
  /** Every mapping from the root down to that one. */
  readonly mappings: readonly YamlMapping[];
  /** Keys from the root down to the pair, without the places of items. */
  readonly path: readonly string[];
  /** Undefined where the schema knows nothing. */
  readonly owner: ObjectType | undefined;
  readonly field: Field | undefined;
}

/** What an object has at an offset; undefined between its keys and values. */
export function locate(
  document: KubernetesDocument,
  type: ObjectType | undefined,
  offset: number,
): Located | undefined {
  const mappings: YamlMapping[] = [];
  const path: string[] = [];
  let mapping = document.root;
  let owner = type;
  for (;;) {
    mappings.push(mapping);
    const pair = mapping.pairs.find(
      ({ key, value }) => touches(key.range, offset) || holds(value, offset),
    );
    if (pair === undefined) return undefined;
    path.push(pair.name);
    const field = owner?.fields.get(pair.name);
    const found = { document, pair, mapping, mappings, path, owner, field };
    if (touches(pair.key.range, offset)) return { ...found, node: pair.key, isKey: true };
    const inner = innermost(pair.value, field?.type, offset);
    if (inner === undefined) return undefined;
    if (inner.node.kind !== 'mapping') return { ...found, node: inner.node, isKey: false };
    mapping = inner.node;
    owner = inner.type?.kind === 'object' ? inner.type : mapOwner(inner.type);
  }
}

/** Through lists down to the mapping or scalar at the offset. */
function innermost(
  value: YamlNode,
  type: FieldType | undefined,
  offset: number,
): { node: YamlNode; type: FieldType | undefined } | undefined {
  let node = value;
  let current = type;
  while (node.kind === 'sequence') {
    const item: YamlNode | undefined = node.items.find((one) => holds(one, offset));
    if (item === undefined) return undefined;
    node = item;
    current = current?.kind === 'list' ? current.items : undefined;
  }
  return { node, type: current };
}

/** Below a free key (`labels`, `limits`) every key has the type of the values. */
function mapOwner(type: FieldType | undefined): ObjectType | undefined {
  if (type?.kind !== 'map' || type.values.kind !== 'object') return undefined;
  return { ...type.values, isOpen: true };
}

function touches([start, end]: OffsetRange, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** True when the offset is in a node or right behind it. */
function holds(node: YamlNode, offset: number): boolean {
  return touches(node.range, offset);
}

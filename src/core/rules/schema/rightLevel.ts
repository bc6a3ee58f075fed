import type { FieldType, ObjectType } from '../../schema/fieldTypes.ts';
import type { UnknownFault } from '../../schema/walk.ts';
import { child, resolveAlias } from '../../yaml/access.ts';
import type { YamlMapping, YamlNode } from '../../yaml/tree.ts';

/** Where a field that is not known in its place does belong. */
export interface RightLevel {
  readonly type: ObjectType;
  /** From the mapping in which the field stands: `..` goes up, `[]` into the items of a list. */
  readonly path: readonly string[];
  /** The mapping to move it to, where there is exactly one. */
  readonly mapping: YamlMapping | undefined;
}

/** Fields that so many types have that nothing follows from one being there. */
const EVERYWHERE = new Set([
  ...['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'type', 'key', 'value', 'values'],
  ...['spec', 'status', 'selector', 'path', 'port', 'ports', 'optional', 'items', 'labels'],
  ...['data', 'rules', 'number', 'host', 'protocol', 'mode', 'options', 'operator', 'user'],
]);

/** How far down a field is looked for. */
const MAX_DOWN = 3;

/** Undefined when the field belongs nowhere near. */
export function rightLevel(fault: UnknownFault): RightLevel | undefined {
  const value = resolveAlias(fault.pair.value);
  return inMetadata(fault) ?? above(fault, value) ?? below(fault, value);
}

/** Labels and annotations beside `metadata`, or a level below it. */
function inMetadata({ frames, pair }: UnknownFault): RightLevel | undefined {
  if (pair.name !== 'labels' && pair.name !== 'annotations') return undefined;
  for (const [up, { type, mapping }] of frames.toReversed().entries()) {
    const metadata = type.fields.get('metadata')?.type;
    if (metadata?.kind !== 'object') continue;
    const node = child(mapping, 'metadata');
    const isFree = node?.kind === 'mapping' && child(node, pair.name) === undefined;
    return {
      type: metadata,
      path: [...frames.slice(0, up).map(() => '..'), 'metadata'],
      mapping: isFree ? node : undefined,
    };
  }
  return undefined;
}

function above({ frames, pair }: UnknownFault, value: YamlNode): RightLevel | undefined {
  const path: string[] = [];
  for (const { type, mapping } of frames.slice(0, -1).toReversed()) {
    path.push('..');
    const field = type.fields.get(pair.name);
    if (field === undefined || !fits(value, field.type)) continue;
    // A name of anything further up says nothing.
    if (EVERYWHERE.has(pair.name) && path.length > 1 && pair.name !== 'ports') continue;
    const isFree = child(mapping, pair.name) === undefined;
    return { type, path, mapping: isFree ? mapping : undefined };
  }
  return undefined;
}

interface Down {
  readonly type: ObjectType;
  readonly path: readonly string[];
  readonly node: YamlMapping | undefined;
}

/** Breadth first, so that the nearest place wins; several at one depth say nothing. */
function below({ owner, mapping, pair }: UnknownFault, value: YamlNode): RightLevel | undefined {
  let level: Down[] = [{ type: owner, path: [], node: mapping }];
  for (let depth = 0; depth < MAX_DOWN; depth++) {
    level = level.flatMap(inside);
    const holders = level.filter(({ type }) => {
      const field = type.fields.get(pair.name);
      return field !== undefined && fits(value, field.type);
    });
    const written = holders.filter(({ node }) => node !== undefined);
    const [best] = written.length > 0 ? written : holders;
    const isClear = written.length === 1 || (written.length === 0 && holders.length === 1);
    if (holders.length > 0) {
      if (!isClear || best === undefined || !isTelling(pair.name, best)) return undefined;
      const isFree = best.node !== undefined && child(best.node, pair.name) === undefined;
      return { type: best.type, path: best.path, mapping: isFree ? best.node : undefined };
    }
  }
  return undefined;
}

/** `ports` are ports wherever they stand; of `name` and the like nothing follows. */
function isTelling(name: string, { node }: Down): boolean {
  return !EVERYWHERE.has(name) || (name === 'ports' && node !== undefined);
}

function inside({ type, path, node }: Down): Down[] {
  return [...type.fields.values()].flatMap((field): Down[] => {
    const value = node === undefined ? undefined : child(node, field.name);
    if (field.type.kind === 'object') {
      const mapping = value?.kind === 'mapping' ? value : undefined;
      return [{ type: field.type, path: [...path, field.name], node: mapping }];
    }
    if (field.type.kind !== 'list' || field.type.items.kind !== 'object') return [];
    const only =
      value?.kind === 'sequence' && value.items.length === 1 ? value.items[0] : undefined;
    const item = only === undefined ? undefined : resolveAlias(only);
    const mapping = item?.kind === 'mapping' ? item : undefined;
    return [{ type: field.type.items, path: [...path, field.name, '[]'], node: mapping }];
  });
}

/** Whether a value of this shape may stand in a field of this type. */
function fits(value: YamlNode, type: FieldType): boolean {
  switch (type.kind) {
    case 'scalar':
      return value.kind === 'scalar';
    case 'list':
      return value.kind === 'sequence';
    case 'any':
      return true;
    default:
      return value.kind === 'mapping';
  }
}

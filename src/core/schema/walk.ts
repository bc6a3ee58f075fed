import { findPair, resolveAlias } from '../yaml/access.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from '../yaml/tree.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import type { Field, FieldType, ObjectType, ScalarKind } from './fieldTypes.ts';

/** A mapping on the way down to a fault, the root first. */
export interface Frame {
  readonly type: ObjectType;
  readonly mapping: YamlMapping;
}

interface FaultBase {
  /** The type that the fault is in. */
  readonly owner: ObjectType;
  /** From the root to the mapping that the fault is in. */
  readonly frames: readonly Frame[];
}

/** A value of another type than the field has. */
export interface TypeFault extends FaultBase {
  readonly fault: 'type';
  readonly field: Field;
  readonly node: YamlNode;
  readonly expected: FieldType;
}

/** A field that is not there and has to be. */
export interface MissingFault extends FaultBase {
  readonly fault: 'missing';
  readonly mapping: YamlMapping;
  readonly name: string;
}

/** A field that the type does not have. */
export interface UnknownFault extends FaultBase {
  readonly fault: 'unknown';
  readonly mapping: YamlMapping;
  readonly pair: YamlPair;
}

/** A value that is none of those allowed. */
export interface EnumFault extends FaultBase {
  readonly fault: 'enum';
  readonly field: Field;
  readonly node: YamlScalar;
}

/** A number outside its bounds. */
export interface RangeFault extends FaultBase {
  readonly fault: 'range';
  readonly field: Field;
  readonly node: YamlScalar;
  readonly bounds: Bounds;
}

/** A field that still works and should not be used any more. */
export interface DeprecatedFault extends FaultBase {
  readonly fault: 'deprecated';
  readonly field: Field;
  readonly mapping: YamlMapping;
  readonly pair: YamlPair;
}

export type SchemaFault =
  | TypeFault
  | MissingFault
  | UnknownFault
  | EnumFault
  | RangeFault
  | DeprecatedFault;

/** Most nodes that are looked at in one object: aliases can stand for any number of them. */
const MAX_NODES = 200_000;

const MAX_DEPTH = 100;

/** With more faults than this in one object, what is wrong with it is something else. */
const MAX_FAULTS = 100;

/** What an object has that its type does not allow, in reading order. Null counts as not written. */
export function schemaFaults(root: YamlMapping, type: ObjectType): SchemaFault[] {
  const walk = new Walk();
  walk.object(root, type);
  return walk.faults;
}

class Walk {
  readonly faults: SchemaFault[] = [];
  readonly #frames: Frame[] = [];
  #budget = MAX_NODES;

  object(mapping: YamlMapping, type: ObjectType): void {
    if (type.isOpen || this.#frames.length > MAX_DEPTH || this.#isFull) return;
    this.#frames.push({ type, mapping });
    for (const name of type.required) {
      if (findPair(mapping, name) === undefined) {
        this.faults.push({ fault: 'missing', mapping, name, ...this.#base(type) });
      }
    }
    for (const pair of mapping.pairs) {
      if (!isFromTheServer(pair, this.#frames.length) && pair.name !== '<<') {
        this.#pair(pair, mapping, type);
      }
    }
    this.#frames.pop();
  }

  #pair(pair: YamlPair, mapping: YamlMapping, type: ObjectType): void {
    if (this.#budget-- < 0 || this.#isFull) return;
    const field = type.fields.get(pair.name);
    if (field === undefined) {
      this.faults.push({ fault: 'unknown', mapping, pair, ...this.#base(type) });
      return;
    }
    if (field.isDeprecated) {
      this.faults.push({ fault: 'deprecated', field, mapping, pair, ...this.#base(type) });
    }
    this.#value(resolveAlias(pair.value), field.type, field, type);
  }

  #value(node: YamlNode, expected: FieldType, field: Field, owner: ObjectType): void {
    if (isNothing(node) || expected.kind === 'any' || this.#budget-- < 0) return;
    if (expected.kind === 'scalar') {
      this.#scalar(node, expected, field, owner);
    } else if (expected.kind === 'list' && node.kind === 'sequence') {
      for (const item of node.items) {
        this.#value(resolveAlias(item), expected.items, field, owner);
      }
    } else if (expected.kind === 'map' && node.kind === 'mapping') {
      for (const pair of node.pairs) {
        if (pair.name !== '<<') {
          this.#value(resolveAlias(pair.value), expected.values, field, owner);
        }
      }
    } else if (expected.kind === 'object' && node.kind === 'mapping') {
      this.object(node, expected);
    } else if (expected.kind !== 'object' || !expected.isOpen) {
      this.faults.push({ fault: 'type', field, node, expected, ...this.#base(owner) });
    }
  }

  #scalar(
    node: YamlNode,
    expected: FieldType & { kind: 'scalar' },
    field: Field,
    owner: ObjectType,
  ): void {
    if (node.kind !== 'scalar' || !isOfType(node, expected.scalar)) {
      this.faults.push({ fault: 'type', field, node, expected, ...this.#base(owner) });
      return;
    }
    if (field.enum.length > 0 && node.text !== '' && !field.enum.includes(node.text)) {
      this.faults.push({ fault: 'enum', field, node, ...this.#base(owner) });
    }
    if (typeof node.value !== 'number') return;
    const bounds = field.bounds ?? boundsOf(owner.name, field.name);
    if (bounds !== undefined && (node.value < bounds.min || node.value > bounds.max)) {
      this.faults.push({ fault: 'range', field, node, bounds, ...this.#base(owner) });
    }
  }

  get #isFull(): boolean {
    return this.faults.length >= MAX_FAULTS;
  }

  #base(owner: ObjectType): FaultBase {
    return { owner, frames: [...this.#frames] };
  }
}

function isNothing(node: YamlNode): boolean {
  return node.kind === 'alias' || (node.kind === 'scalar' && node.value === null);
}

/** The root's `status` is the server's: whatever stands there is not read. */
function isFromTheServer({ name }: YamlPair, depth: number): boolean {
  return name === 'status' && depth === 1;
}

function isOfType({ value }: YamlScalar, type: ScalarKind): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'quantity':
      return typeof value === 'number' || typeof value === 'string';
    case 'int-or-string':
      return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
    default:
      return typeof value === 'string';
  }
}

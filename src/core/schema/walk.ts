import { resolveAlias } from '../yaml/access.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from '../yaml/tree.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import { knownValues, refusesEmpty } from './enums.ts';
import type { Field, FieldType, ObjectType, ScalarKind } from './fieldTypes.ts';

import { type FormatProblem, formatProblem, keyProblem } from './formats.ts';
import { isEmptyRequired, missingFields, needsAnItem } from './requirements.ts';

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
  /** The value where it is there and empty, which is the same to the server. */
  readonly empty?: YamlNode;
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
  readonly allowed: readonly string[];
}

/** A text, or the key of a resource, that is not written as its field wants it. */
export interface FormatFault extends FaultBase {
  readonly fault: 'format';
  readonly field: Field;
  readonly node: YamlScalar;
  readonly problem: FormatProblem;
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
  | FormatFault
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
    for (const name of missingFields(type, mapping)) {
      this.faults.push({ fault: 'missing', mapping, name, ...this.#base(type) });
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
    const value = resolveAlias(pair.value);
    this.#value(value, field.type, field, type);
    if (value.kind === 'scalar') this.#text(value, mapping, field, type);
    if (value.kind === 'sequence' && value.items.length === 0 && needsAnItem(type, field.name)) {
      const fault = { fault: 'missing', mapping, name: field.name, empty: value } as const;
      this.faults.push({ ...fault, ...this.#base(type) });
    }
  }

  /** What a text has to look like, beyond its type. */
  #text(node: YamlScalar, mapping: YamlMapping, field: Field, owner: ObjectType): void {
    const base = this.#base(owner);
    if (node.value === '' && isEmptyRequired(owner, field.name)) {
      this.faults.push({ fault: 'missing', mapping, name: field.name, empty: node, ...base });
      return;
    }
    const problem = formatProblem(owner.name, field.name, node, mapping);
    if (problem !== undefined) this.faults.push({ fault: 'format', field, node, problem, ...base });
  }

  #key(key: YamlNode, name: string, field: Field, owner: ObjectType): void {
    const problem = keyProblem(owner.name, field.name, name);
    if (problem === undefined || key.kind !== 'scalar') return;
    this.faults.push({ fault: 'format', field, node: key, problem, ...this.#base(owner) });
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
        if (pair.name === '<<') continue;
        this.#key(pair.key, pair.name, field, owner);
        this.#value(resolveAlias(pair.value), expected.values, field, owner);
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
    const allowed = knownValues(owner.name, field.name) ?? field.enum;
    const isJudged = node.text !== '' || refusesEmpty(owner.name, field.name);
    if (allowed.length > 0 && isJudged && !allowed.includes(node.text)) {
      this.faults.push({ fault: 'enum', field, node, allowed, ...this.#base(owner) });
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

import type { Bounds } from './bounds.ts';

export type ScalarKind =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'int-or-string'
  | 'time'
  | 'base64';

/** What may stand at a place of an object. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly scalar: ScalarKind }
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly items: FieldType }
  | { readonly kind: 'map'; readonly values: FieldType }
  | ObjectType;

/** A mapping with named fields. */
export interface ObjectType {
  readonly kind: 'object';
  /** `core.v1.Container`; for types of a CustomResourceDefinition the path to them. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly string[];
  /** True when other fields are allowed too. */
  readonly isOpen: boolean;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The values that are allowed; empty when any is. For lists and maps those of their values. */
  readonly enum: readonly string[];
  /** What the server puts in when it is left out; undefined when that is nothing to speak of. */
  readonly default: unknown;
  /** For lists: the fields that tell its items apart. */
  readonly keys: readonly string[];
  readonly isDeprecated: boolean;
  /** Smallest and largest number, where the definition of a custom resource says so. */
  readonly bounds?: Bounds;
}

/** The object type at or inside a type: of itself, of a list's items or a map's values. */
export function innerObject(type: FieldType): ObjectType | undefined {
  if (type.kind === 'object') return type;
  if (type.kind === 'list') return innerObject(type.items);
  return type.kind === 'map' ? innerObject(type.values) : undefined;
}

/** What the server puts in for a field that is left out, as text; undefined for nothing plain. */
export function defaultText({ default: value }: Field): string | undefined {
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain ? String(value) : undefined;
}

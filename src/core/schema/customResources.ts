import type { Bounds } from './bounds.ts';
import type { Field, FieldType, ObjectType, ScalarKind } from './fieldTypes.ts';

/** What a CustomResourceDefinition says about a value, as far as it is read here. */
interface JsonSchema {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly properties?: unknown;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly required?: unknown;
  readonly enum?: unknown;
  readonly default?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly 'x-kubernetes-int-or-string'?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: unknown;
  readonly 'x-kubernetes-embedded-resource'?: unknown;
  readonly 'x-kubernetes-list-map-keys'?: unknown;
}

const SCALARS: Readonly<Record<string, ScalarKind>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

/** Deepest schema that is followed. */
const MAX_DEPTH = 50;

const ANYTHING: FieldType = { kind: 'any' };

/**
 * The type that `openAPIV3Schema` of a CustomResourceDefinition describes, by the names of its
 * kind and with the fields that every object has.
 * @param metadata the type of `metadata`
 */
export function customType(kind: string, schema: unknown, metadata: ObjectType): ObjectType {
  const { fields, required, isOpen } = objectType(kind, schemaOf(schema), 0);
  const everywhere = ['apiVersion', 'kind'].map((name) => field(name, STRING));
  return {
    kind: 'object',
    name: kind,
    fields: new Map([
      ...fields,
      ...[...everywhere, field('metadata', metadata)].map((one): [string, Field] => [
        one.name,
        one,
      ]),
    ]),
    required,
    isOpen,
  };
}

const STRING: FieldType = { kind: 'scalar', scalar: 'string' };

function field(name: string, type: FieldType): Field {
  return { name, type, enum: [], default: undefined, keys: [], isDeprecated: false };
}

function schemaOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function typeOf(name: string, schema: JsonSchema, depth: number): FieldType {
  if (depth > MAX_DEPTH) return ANYTHING;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return { kind: 'scalar', scalar: 'int-or-string' };
  }
  if (schema.type === 'array') {
    return { kind: 'list', items: typeOf(name, schemaOf(schema.items), depth + 1) };
  }
  if (schema.type === 'object') {
    const hasValues = typeof schema.additionalProperties === 'object';
    if (!hasValues || schema.properties !== undefined) return objectType(name, schema, depth);
    return { kind: 'map', values: typeOf(name, schemaOf(schema.additionalProperties), depth + 1) };
  }
  const scalar = typeof schema.type === 'string' ? SCALARS[schema.type] : undefined;
  return scalar === undefined ? ANYTHING : { kind: 'scalar', scalar };
}

function objectType(name: string, schema: JsonSchema, depth: number): ObjectType {
  const fields = new Map<string, Field>();
  for (const [property, value] of Object.entries(schemaOf(schema.properties))) {
    const part = schemaOf(value);
    const valuesOf = part.type === 'array' ? schemaOf(part.items) : part;
    const keys = part['x-kubernetes-list-map-keys'];
    fields.set(property, {
      name: property,
      type: typeOf(`${name}.${property}`, part, depth + 1),
      enum: textsOf(valuesOf.enum),
      default: part.default,
      keys: textsOf(keys),
      isDeprecated: false,
      ...boundsOf(part),
    });
  }
  const isOpen =
    fields.size === 0 ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true ||
    schema.additionalProperties === true;
  // What has a default is there even when nobody writes it.
  const required = textsOf(schema.required).filter((one) => fields.get(one)?.default === undefined);
  return { kind: 'object', name, fields, required, isOpen };
}

function textsOf(values: unknown): string[] {
  return Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
}

function boundsOf({ minimum, maximum }: JsonSchema): { bounds?: Bounds } {
  const min = typeof minimum === 'number' ? minimum : -Infinity;
  const max = typeof maximum === 'number' ? maximum : Infinity;
  return Number.isFinite(min) || Number.isFinite(max) ? { bounds: { min, max } } : {};
}

import type { TypeText } from '../../src/core/schema/tableFormat.ts';
import type { OpenApiSchema } from './openApi.ts';

/** Definitions that stand for a scalar or for anything, by the end of their name. */
const SPECIAL: Readonly<Record<string, TypeText>> = {
  'api.resource.Quantity': 'q',
  'util.intstr.IntOrString': 'x',
  'meta.v1.Time': 't',
  'meta.v1.MicroTime': 't',
  'meta.v1.FieldsV1': '*',
  'runtime.RawExtension': '*',
  'apiextensions.v1.JSON': '*',
  'apiextensions.v1.JSONSchemaPropsOrArray': '*',
  'apiextensions.v1.JSONSchemaPropsOrBool': '*',
  'apiextensions.v1.JSONSchemaPropsOrStringArray': '*',
};

const REFERENCE = '#/components/schemas/';

/** The short form of a schema; see the table's format. */
export function fieldType(schema: OpenApiSchema): TypeText {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const name = definitionName(reference.slice(REFERENCE.length));
    return SPECIAL[name] ?? `@${name}`;
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'byte' ? 'y' : 's';
    case 'integer':
      return 'i';
    case 'number':
      return 'n';
    case 'boolean':
      return 'b';
    case 'array':
      return `[]${fieldType(schema.items ?? {})}`;
    case 'object':
      return schema.additionalProperties === undefined
        ? '*'
        : `{}${fieldType(schema.additionalProperties)}`;
    default:
      return '*';
  }
}

/** True for definitions that the table writes as a type of their own. */
export function isSpecial(name: string): boolean {
  return SPECIAL[name] !== undefined;
}

/** `io.k8s.api.core.v1.Container` is `core.v1.Container`. */
export function definitionName(id: string): string {
  return id.replace(/^io\.k8s\.api\./, '').replace(/^io\.k8s\.(?:[\w-]+\.)*?pkg\.(?:apis\.)?/, '');
}

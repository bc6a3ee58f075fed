import * as z from 'zod';
import type { CheckKind } from '../checks/kind.ts';
import { checkSchema, courseSchema, labSchema, stepSchema } from './schema.ts';

/** As much of JSON Schema as the format needs. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
}

/** The pages of a lab that have fields. */
export type PageKind = 'lab' | 'step' | 'course';

/**
 * The JSON Schema of a page's fields, made from what reads them. Fields that are not known are
 * allowed at the top, as the reader allows them, and nowhere else.
 */
export function pageSchema(page: PageKind, kinds: readonly CheckKind[]): JsonSchema {
  if (page === 'course') return { title: 'A course of labs', ...plain(courseSchema) };
  if (page === 'lab') return { title: 'A lab', ...plain(labSchema) };
  const step = plain(stepSchema);
  const checks = { ...step.properties?.['checks'], items: checkItems(kinds) };
  return { title: 'A step of a lab', ...step, properties: { ...step.properties, checks } };
}

/** What a check is: the fields of all, and those of its type. */
function checkItems(kinds: readonly CheckKind[]): JsonSchema {
  const common = plain(checkSchema);
  const parts = {
    type: 'array',
    items: { type: 'object', properties: { type: { enum: kinds.map(({ type }) => type) } } },
  };
  return {
    anyOf: kinds.map(({ type, summary, fields }) => {
      const own = plain(fields);
      const properties = {
        ...common.properties,
        ...own.properties,
        ...(own.properties?.['checks'] === undefined ? {} : { checks: parts }),
        type: { const: type, description: summary },
      };
      const required = [...(common.required ?? []), ...(own.required ?? [])];
      return {
        title: type,
        description: summary,
        type: 'object',
        properties,
        required,
        additionalProperties: false,
      };
    }),
  };
}

function plain(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-7',
  }) as JsonSchema;
}

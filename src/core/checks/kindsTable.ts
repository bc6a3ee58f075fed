import * as z from 'zod';
import type { CheckKind } from './kind.ts';

interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** The page of the author's guide that lists the check types, made from the types themselves. */
export function checkKindsTable(kinds: readonly CheckKind[]): string {
  const sections = kinds.map((kind) => {
    const schema = z.toJSONSchema(kind.fields, { io: 'input' }) as FieldSchema;
    const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => {
      const isNeeded = schema.required?.includes(name) === true;
      return `| \`${name}\` | ${isNeeded ? 'yes' : 'no'} | ${describe(field)} |`;
    });
    return [
      `## ${kind.type}`,
      '',
      kind.summary,
      '',
      '| Field | Needed | Takes |',
      '| --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    '# Check types',
    '',
    `There are ${kinds.length}. What every check may say besides, and how to write a fair one: [Checks](checks.md).`,
    '',
    ...sections,
  ].join('\n');
}

function describe(field: FieldSchema): string {
  const text = kindOf(field);
  return field.default === undefined ? text : `${text}; left out: \`${plain(field.default)}\``;
}

function kindOf({
  type,
  enum: values,
  const: only,
  anyOf,
  items,
  properties,
}: FieldSchema): string {
  if (only !== undefined) return `\`${plain(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${plain(value)}\``).join(', ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(kindOf))].join(' or ');
  if (type === 'array') return `list of ${items === undefined ? 'anything' : kindOf(items)}`;
  if (type === 'object') {
    const names = Object.keys(properties ?? {});
    return names.length === 0 ? 'mapping' : `\`{ ${names.join(', ')} }\``;
  }
  return WORDS[type ?? ''] ?? 'anything';
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  null: '`null`',
};

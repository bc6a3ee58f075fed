import type { CheckKind } from '../checks/kind.ts';
import { type JsonSchema, type PageKind, pageSchema } from '../lab/jsonSchema.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import { type Cursor, cursorAt } from './cursor.ts';

/** Something that an author may write where the cursor stands. */
export interface FieldOffer {
  readonly label: string;
  /** What is written; a key comes with its colon, and with what its value starts with. */
  readonly insert: string;
  readonly description: string | undefined;
  readonly kind: 'field' | 'value' | 'name';
  readonly isNeeded: boolean;
  readonly range: OffsetRange;
}

/** Names that the lab itself has, for fields that name one. */
export interface LabNames {
  readonly checks: readonly string[];
  readonly questions: readonly string[];
  /** Relative to the lab's folder. */
  readonly files: readonly string[];
  /** Of the learner's folder. */
  readonly seeds: readonly string[];
  readonly labs: readonly string[];
  readonly rules: readonly string[];
}

/** What can be written at a place of a page's front-matter; nothing in the text below it. */
export function offersAt(
  page: PageKind,
  text: string,
  offset: number,
  names: LabNames,
  kinds: readonly CheckKind[],
): FieldOffer[] {
  if (!isInFields(page, text, offset)) return [];
  const cursor = cursorAt(text, offset);
  if (cursor === undefined) return [];
  const schema = schemaAt(pageSchema(page, kinds), cursor);
  if (cursor.role === 'key') return keyOffers(schema, cursor);
  const named = namesFor(cursor, names);
  const field = cursor.role === 'item' ? itemOf(schema) : propertyOf(schema, cursor.key ?? '');
  const values = valueOffers(field, cursor, kinds);
  const offers = named.map((label) => offer(label, undefined, 'name', cursor));
  const keys = cursor.role === 'item' ? keyOffers(itemOf(schema), cursor) : [];
  return [...offers, ...values, ...keys];
}

/** What a field is for, when the cursor is on its name; the type of a check is told by its value. */
export function explainAt(
  page: PageKind,
  text: string,
  offset: number,
  kinds: readonly CheckKind[],
): { readonly title: string; readonly text: string } | undefined {
  if (!isInFields(page, text, offset)) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end === -1 ? text.length : end);
  const key = /^\s*(?:- +)*["']?([\w-]+)["']?\s*:/.exec(line);
  if (key === null) return undefined;
  const name = key[1] ?? '';
  // At the beginning of the value the cursor knows whose it is.
  const cursor = cursorAt(`${text.slice(0, start)}${key[0]} `, start + key[0].length + 1);
  if (cursor === undefined) return undefined;
  const field = propertyOf(schemaAt(pageSchema(page, kinds), cursor), name);
  const onKey = offset <= start + key[0].length;
  if (!onKey && name === 'type') {
    const type = line.slice(key[0].length).trim();
    const kind = kinds.find((each) => each.type === type);
    return kind && { title: kind.type, text: kind.summary };
  }
  return field?.description === undefined ? undefined : { title: name, text: field.description };
}

function isInFields(page: PageKind, text: string, offset: number): boolean {
  if (page === 'course') return true;
  const match = /^---[ \t]*\r?\n[\s\S]*?^---[ \t]*$/m.exec(text);
  const end = match === null ? text.length : match[0].length - 3;
  return text.startsWith('---') && offset >= 4 && offset <= end;
}

/** The schema of the mapping or list that the cursor is in. */
function schemaAt(root: JsonSchema, { above, path, siblings }: Cursor): JsonSchema | undefined {
  const maps = [...above, siblings];
  let schema: JsonSchema | undefined = resolved(root, maps[0]);
  for (const [index, part] of path.entries()) {
    const next = part === '[]' ? itemOf(schema) : propertyOf(schema, part);
    schema = resolved(next, maps[index + 1]);
  }
  return schema;
}

/** Of several possible schemas the one that the written `type` means, else all of them together. */
function resolved(
  schema: JsonSchema | undefined,
  written: ReadonlyMap<string, string> | undefined,
): JsonSchema | undefined {
  const choices = schema?.anyOf ?? schema?.oneOf;
  if (choices === undefined) return schema;
  const type = written?.get('type');
  const meant = choices.filter(({ properties }) => {
    const { const: only, enum: some } = properties?.['type'] ?? {};
    return type !== undefined && (only === type || some?.includes(type) === true);
  });
  const used = meant.length > 0 ? meant : choices;
  const needed = used.map(({ required = [] }) => required);
  return {
    type: used.some((each) => each.type === 'array') ? 'array' : 'object',
    properties: Object.assign({}, ...used.map(({ properties = {} }) => properties)) as NonNullable<
      JsonSchema['properties']
    >,
    required: (needed[0] ?? []).filter((name) => needed.every((list) => list.includes(name))),
    ...used.find(({ items }) => items !== undefined),
  };
}

function itemOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.items ?? schema?.anyOf?.find(({ items }) => items !== undefined)?.items;
}

function propertyOf(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  const own = resolved(schema, undefined);
  const more = own?.additionalProperties;
  return own?.properties?.[name] ?? (typeof more === 'object' ? more : undefined);
}

function keyOffers(schema: JsonSchema | undefined, cursor: Cursor): FieldOffer[] {
  const own = resolved(schema, cursor.siblings);
  const needed = own?.required ?? [];
  const isItem = cursor.role === 'item';
  return Object.entries(own?.properties ?? {})
    .filter(([name]) => isItem || !cursor.siblings.has(name))
    .map(([name, field]) => ({
      label: name,
      insert: `${name}:${startOf(field, ' '.repeat(cursor.column))}`,
      description: field.description,
      kind: 'field',
      isNeeded: needed.includes(name),
      range: cursor.range,
    }));
}

/** What the value of a new key starts with. */
function startOf(field: JsonSchema, indent: string): string {
  if (field.type === 'array') return `\n${indent}  - `;
  if (field.type === 'object') return `\n${indent}  `;
  return ' ';
}

function valueOffers(
  field: JsonSchema | undefined,
  cursor: Cursor,
  kinds: readonly CheckKind[],
): FieldOffer[] {
  const isCheckType = cursor.key === 'type' && cursor.path.includes('checks');
  if (isCheckType) {
    return kinds.map(({ type, summary }) => offer(type, summary, 'value', cursor));
  }
  const choices = [field, ...(field?.anyOf ?? []), ...(field?.oneOf ?? [])];
  const values = choices.flatMap((each) => [
    ...(each?.enum ?? []),
    ...(each?.const === undefined ? [] : [each.const]),
    ...(each?.type === 'boolean' ? [true, false] : []),
  ]);
  const texts = values.filter((value) => value !== null).map(String);
  return [...new Set(texts)].map((text) => offer(text, undefined, 'value', cursor));
}

/** Fields that name something of the lab, by their own name and the one that they stand below. */
function namesFor({ key, path, role }: Cursor, names: LabNames): readonly string[] {
  const below = role === 'item' ? path.findLast((part) => part !== '[]') : key;
  switch (below) {
    case 'when':
      return names.checks.flatMap((id) => [`${id}.fail`, `${id}.unable`]);
    case 'needs':
      return names.checks;
    case 'ref':
      return names.questions;
    case 'from':
      return names.files;
    case 'apply':
      return names.files.filter((file) => /\.ya?ml$/.test(file));
    case 'mutants':
    case 'alternatives':
      return [...new Set(names.files.map(folderOf))].filter((folder) =>
        folder.startsWith(`tests/${below}/`),
      );
    case 'file':
    case 'to':
      return names.seeds;
    case 'prerequisites':
    case 'next':
    case 'order':
      return names.labs;
    case 'rules':
      return names.rules;
    default:
      return [];
  }
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}

function offer(
  label: string,
  description: string | undefined,
  kind: FieldOffer['kind'],
  { range }: Cursor,
): FieldOffer {
  return { label, insert: label, description, kind, isNeeded: false, range };
}

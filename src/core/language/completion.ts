import type { TextEdit } from '../rules/rule.ts';
import { labelsOf } from '../rules/podTemplates.ts';
import { child } from '../yaml/access.ts';
import type { KubernetesDocument } from '../rules/kubernetesDocument.ts';
import type { ObjectSet } from '../rules/objectSet.ts';
import { defaultText, type Field, type FieldType, type ObjectType } from '../schema/fieldTypes.ts';
import type { KubernetesSchema } from '../schema/kubernetesSchema.ts';
import { plainText } from '../yaml/edits.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import type { ClusterKnowledge } from '../rules/cluster/clusterKnowledge.ts';
import type { Cursor } from './cursor.ts';
import { Names, type Suggestion } from './names.ts';
import { ACCESS_MODES, QUANTITIES, RESOURCES, VERBS } from './knownValues.ts';
import { typeOf } from './objects.ts';
import { targetOf } from '../schema/targets.ts';

export type CompletionKind = 'field' | 'value' | 'reference' | 'kind';

/** One thing to write. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label: the type of a field, where a name comes from. */
  readonly detail: string;
  /** Text with all its indentation, and `$1` for the place of the cursor afterwards. */
  readonly insert: string;
  readonly range: OffsetRange;
  /** Completions go by this text: required fields first, then in the order of the schema. */
  readonly sort: string;
  /** The field whose description goes with it. */
  readonly describes?: { readonly type: string; readonly field: string };
  readonly isDeprecated?: boolean;
  /** Ask for completions again once this one is in. */
  readonly asksAgain?: boolean;
  /** Another edit that goes with it. */
  readonly also?: TextEdit;
}

export interface CompletionContext {
  readonly cursor: Cursor;
  readonly schema: KubernetesSchema;
  readonly set: ObjectSet;
  /** The object that the cursor is in, as it was when it could last be read. */
  readonly document: KubernetesDocument | undefined;
  readonly cluster?: ClusterKnowledge | undefined;
}

/** What can be written at the cursor, best first. */
export function completions(context: CompletionContext): Completion[] {
  const { cursor } = context;
  const type = typeAt(context);
  if (cursor.role === 'value') return values(context, type);
  if (cursor.path.length === 0) return rootKeys(context, type);
  if (type?.kind === 'object') return keys(cursor, type, '');
  if (type?.kind === 'map') return labelKeys(context);
  if (type?.kind === 'list') return listItems(context, type);
  return cursor.role === 'item' ? scalarItems(context) : [];
}

/** The type of what the cursor is in. */
export function typeAt({
  cursor,
  ...context
}: Pick<CompletionContext, 'cursor' | 'schema' | 'set' | 'cluster'>): FieldType | undefined {
  const { apiVersion, kind, path } = cursor;
  const version = apiVersion ?? context.schema.kindsNamed(kind ?? '')[0]?.apiVersion;
  if (kind === undefined || version === undefined) return undefined;
  let type: FieldType | undefined = typeOf({ apiVersion: version, kind }, context);
  for (const part of path) {
    if (type === undefined) return undefined;
    if (part === '[]') type = type.kind === 'list' ? type.items : undefined;
    else if (type.kind === 'object') type = type.fields.get(part)?.type;
    else type = type.kind === 'map' ? type.values : undefined;
  }
  return type;
}

const ROOT_KEYS = ['apiVersion', 'kind', 'metadata'];

/** The keys of an object whose kind is not known yet. */
function rootKeys({ cursor }: CompletionContext, type: FieldType | undefined): Completion[] {
  if (type?.kind === 'object') return keys(cursor, type, '');
  return ROOT_KEYS.filter((name) => !cursor.siblings.has(name)).map((name, index) => ({
    label: name,
    kind: 'field',
    detail: name === 'metadata' ? 'object' : 'text',
    insert: name === 'metadata' ? 'metadata:\n  name: $1' : `${name}: $1`,
    range: cursor.range,
    sort: String(index),
    asksAgain: name !== 'metadata',
  }));
}

/** @param before text before each key: the dash of an item */
function keys(cursor: Cursor, type: ObjectType, before: string): Completion[] {
  return [...type.fields.values()]
    .filter(({ name }) => name !== 'status' && !cursor.siblings.has(name))
    .map((field, index): Completion => {
      const isRequired = type.required.includes(field.name);
      return {
        label: field.name,
        kind: 'field',
        detail: `${typeText(field.type)}${isRequired ? ', required' : ''}`,
        insert: indented(before + insertText(field), cursor.column + before.length),
        range: cursor.range,
        sort: `${isRequired ? 0 : 1}${String(index).padStart(3, '0')}`,
        describes: { type: type.name, field: field.name },
        isDeprecated: field.isDeprecated,
        asksAgain: field.type.kind === 'scalar',
      };
    });
}

/** Lines below the first start in the column of the key. */
function indented(text: string, column: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(column)}`);
}

/** A key with what its value starts with. */
function insertText({ name, type }: Field): string {
  if (type.kind === 'list') return `${name}:\n  - $1`;
  return type.kind === 'object' || type.kind === 'map' ? `${name}:\n  $1` : `${name}: $1`;
}

/** The type of a field in a word or two. */
export function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'list':
      return `list of ${typeText(type.items)}`;
    case 'map':
      return 'mapping';
    case 'object':
      return type.name.slice(type.name.lastIndexOf('.') + 1);
    case 'any':
      return 'anything';
  }
}

const SCALARS = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  quantity: 'quantity',
  'int-or-string': 'number or text',
  time: 'time',
  base64: 'base64',
} as const;

/** A new item where a list goes on without its dash, or the first one. */
function listItems(context: CompletionContext, type: FieldType & { kind: 'list' }): Completion[] {
  const { cursor } = context;
  if (type.items.kind === 'object')
    return keys({ ...cursor, siblings: new Map() }, type.items, '- ');
  return scalarItems(context).map((one) => ({ ...one, insert: `- ${one.insert}` }));
}

function labelKeys(context: CompletionContext): Completion[] {
  const { cursor } = context;
  const holder = cursor.path.at(-1) ?? '';
  if (/^(?:requests|limits|hard|capacity|default|defaultRequest|min|max)$/.test(holder)) {
    return suggestions(cursor, RESOURCES, (text) => `${text}: $1`);
  }
  if (!/^(?:matchLabels|labels|selector)$/.test(holder)) return [];
  const names = namesOf(context).labelKeys();
  return suggestions(
    cursor,
    names.filter(({ text }) => !cursor.siblings.has(text)),
    (text) => `${plainText(text)}: $1`,
  );
}

function values(context: CompletionContext, type: FieldType | undefined): Completion[] {
  const { cursor } = context;
  const { key = '' } = cursor;
  if (cursor.path.length === 0 && key === 'kind') return kinds(context);
  if (cursor.path.length === 0 && key === 'apiVersion') return apiVersions(context);
  if (type?.kind === 'map') return mapValues(context);
  if (type?.kind !== 'object') return [];
  const field = type.fields.get(key);
  if (field === undefined) return [];
  const named = referenced(context, type, key);
  if (named.length > 0) return named;
  if (field.enum.length > 0) {
    return suggestions(
      cursor,
      field.enum.map((text) => ({ text, detail: text === defaultText(field) ? 'default' : '' })),
      plainText,
    );
  }
  if (field.type.kind !== 'scalar') return [];
  if (field.type.scalar === 'boolean') {
    return suggestions(
      cursor,
      ['true', 'false'].map((text) => ({
        text,
        detail: text === defaultText(field) ? 'default' : '',
      })),
      (text) => text,
    );
  }
  if (key === 'image' && type.name.endsWith('Container')) {
    return suggestions(cursor, namesOf(context).images(), plainText, 'reference');
  }
  const standard = defaultText(field);
  return standard === undefined
    ? []
    : suggestions(cursor, [{ text: standard, detail: 'default' }], (text) => text);
}

/** Names of what a field refers to. */
function referenced(context: CompletionContext, owner: ObjectType, key: string): Completion[] {
  const { cursor } = context;
  const target = targetOf(owner, key);
  if (target === undefined) return [];
  const names = namesOf(context);
  switch (target.target) {
    case 'object': {
      const kind = cursor.siblings.get('kind');
      const wanted = target.kinds.length > 1 && kind ? [kind] : target.kinds;
      return suggestions(cursor, names.objects(wanted), plainText, 'reference');
    }
    case 'key':
      return suggestions(
        cursor,
        names.keys(target.kind, cursor.siblings.get('name')),
        plainText,
        'reference',
      );
    case 'volume':
      return suggestions(cursor, names.volumes(context.document), plainText, 'reference');
    case 'service-port':
      return suggestions(
        cursor,
        names.servicePorts(cursor.above.at(-1)?.get('name'), key === 'number' ? 'number' : 'name'),
        (text) => text,
        'reference',
      );
    case 'container-port':
      return suggestions(
        cursor,
        names.containerPorts(selectorOf(context.document)),
        (text) => text,
        'reference',
      );
  }
}

/** The labels that a Service selects; those of any Pod elsewhere. */
function selectorOf(document: KubernetesDocument | undefined): ReturnType<typeof labelsOf> {
  const selector = document?.kind === 'Service' ? child(document.root, 'spec') : undefined;
  return labelsOf(child(selector, 'selector'));
}

function mapValues(context: CompletionContext): Completion[] {
  const { cursor } = context;
  const { key = '' } = cursor;
  const holder = cursor.path.at(-1) ?? '';
  if (/^(?:matchLabels|labels|selector)$/.test(holder)) {
    return suggestions(cursor, namesOf(context).labelValues(key), plainText, 'reference');
  }
  const quantities = QUANTITIES[key];
  return quantities === undefined ? [] : suggestions(cursor, quantities, (text) => text);
}

function kinds({ cursor, schema }: CompletionContext): Completion[] {
  const apiVersion = cursor.siblings.get('apiVersion');
  const served = [...schema.kinds].filter(
    (kind) =>
      kind.resource !== undefined &&
      (apiVersion ? kind.apiVersion === apiVersion : !/alpha|beta/.test(kind.version)),
  );
  const listed = suggestions(
    cursor,
    served.map(({ kind, apiVersion: version }) => ({ text: kind, detail: version })),
    (text) => text,
    'kind',
  );
  if (apiVersion) return listed;
  const at: OffsetRange = [cursor.lineStart, cursor.lineStart];
  return listed.map((one) => {
    return { ...one, also: { range: at, newText: `apiVersion: ${one.detail}\n` } };
  });
}

function apiVersions({ cursor, schema }: CompletionContext): Completion[] {
  const kind = cursor.siblings.get('kind');
  const served = [...schema.kinds].filter(
    (one) => one.resource !== undefined && (!kind || one.kind === kind),
  );
  const versions = [...new Set(served.map((one) => one.apiVersion))];
  const stableFirst = versions.toSorted((a, b) => early(a) - early(b));
  return suggestions(
    cursor,
    stableFirst.map((text) => ({ text, detail: kind ?? '' })),
    (text) => text,
    'kind',
  );
}

function early(version: string): number {
  return /alpha|beta/.test(version) ? 1 : 0;
}

function scalarItems(context: CompletionContext): Completion[] {
  const { cursor, schema } = context;
  const [holder, list] = cursor.path
    .slice(-3)
    .filter((part) => part !== '[]')
    .slice(-2);
  const field = list ?? holder ?? '';
  if (field === 'verbs') return suggestions(cursor, VERBS, plainText);
  if (field === 'resources' && cursor.path.includes('rules')) {
    const resources = [...schema.kinds].flatMap(({ resource, group }) =>
      resource === undefined ? [] : [{ text: resource, detail: group === '' ? 'core' : group }],
    );
    return suggestions(cursor, uniqueTexts(resources), plainText);
  }
  if (field === 'apiGroups') {
    const groups = [...schema.kinds].map(({ group }) => ({ text: group, detail: '' }));
    return suggestions(cursor, uniqueTexts(groups), (text) => (text === '' ? '""' : text));
  }
  if (field === 'accessModes') {
    return suggestions(cursor, ACCESS_MODES, plainText);
  }
  return [];
}

function uniqueTexts(list: readonly Suggestion[]): Suggestion[] {
  return [...new Map(list.toReversed().map((one) => [one.text, one])).values()].toReversed();
}

function namesOf({ set, document, cluster }: CompletionContext): Names {
  return new Names(set, document?.namespace, cluster);
}

function suggestions(
  cursor: Cursor,
  list: readonly Suggestion[],
  insert: (text: string) => string,
  kind: CompletionKind = 'value',
): Completion[] {
  return list.map(({ text, detail }, index) => ({
    label: text === '' ? '""' : text,
    kind,
    detail,
    insert: insert(text),
    range: cursor.range,
    sort: String(index).padStart(4, '0'),
  }));
}

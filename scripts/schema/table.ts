import type {
  Minors,
  SchemaDescriptions,
  SchemaTable,
  StoredDefinition,
  StoredField,
  StoredFieldFacts,
  StoredKind,
} from '../../src/core/schema/tableFormat.ts';
import { definitionName, fieldType, isSpecial } from './fieldType.ts';
import type { OpenApiSchema, Resource } from './openApi.ts';
import type { Release } from './release.ts';

/** One table of all releases (oldest first): the newest says what a field is, all say when. */
export function schemaTable(releases: readonly Release[]): SchemaTable {
  return {
    minors: releases.map(({ minor }) => minor),
    definitions: sorted(
      names(releases.map(({ schemas }) => schemas))
        .filter((id) => !isSpecial(definitionName(id)))
        .map((id) => [definitionName(id), definition(id, releases)]),
    ),
    kinds: kinds(releases),
  };
}

/** What the newest release that has a definition or field says about it. */
export function schemaDescriptions(releases: readonly Release[]): SchemaDescriptions {
  const found = names(releases.map(({ schemas }) => schemas)).map((id) => {
    const texts = new Map<string, string>();
    for (const { schemas } of releases) {
      const schema = schemas.get(id);
      if (schema?.description !== undefined) texts.set('', schema.description);
      for (const [name, { description }] of Object.entries(schema?.properties ?? {})) {
        if (description !== undefined) texts.set(name, description);
      }
    }
    return [definitionName(id), sorted([...texts])] as const;
  });
  return sorted(found);
}

function definition(id: string, releases: readonly Release[]): StoredDefinition {
  const having = releases.filter(({ schemas }) => schemas.has(id));
  const fields = inGoOrder(
    names(having.map(({ schemas }) => new Map(properties(schemas.get(id))))),
    having.at(-1)?.structs.get(id)?.fields ?? [],
  );
  const required = having.at(-1)?.schemas.get(id)?.required ?? [];
  return {
    fields: Object.fromEntries(fields.map((name) => [name, field(id, name, having, releases)])),
    ...(required.length > 0 && { required: required.toSorted() }),
  };
}

/** What every object starts with, then as in the Go type, then by name. */
function inGoOrder(fields: readonly string[], order: readonly string[]): string[] {
  const full = ['apiVersion', 'kind', 'metadata', ...order];
  const rank = (name: string): number => {
    const at = full.indexOf(name);
    return at === -1 ? full.length : at;
  };
  return fields.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function field(
  id: string,
  name: string,
  having: readonly Release[],
  all: readonly Release[],
): StoredField {
  const holders = having.filter(({ schemas }) => schemas.get(id)?.properties?.[name] !== undefined);
  const schema = holders.at(-1)?.schemas.get(id)?.properties?.[name] ?? {};
  const facts: StoredFieldFacts = {
    type: fieldType(schema),
    // A field that came with its definition exists wherever the definition does.
    ...(holders.length < having.length && { minors: minorsOf(holders, all) }),
    ...enumOf(id, name, holders, all),
    ...(hasMeaning(schema.default) && { default: schema.default }),
    ...(schema['x-kubernetes-list-map-keys'] && { keys: schema['x-kubernetes-list-map-keys'] }),
    ...(isDeprecated(schema) && { isDeprecated: true }),
  };
  return Object.keys(facts).length === 1 ? facts.type : facts;
}

function enumOf(
  id: string,
  name: string,
  holders: readonly Release[],
  all: readonly Release[],
): Pick<StoredFieldFacts, 'enum'> {
  const valuesIn = ({ structs }: Release): readonly string[] =>
    structs.get(id)?.enums.get(name) ?? [];
  // A type that became an enum later allowed the same values before.
  const knowing = holders.filter((release) => valuesIn(release).length > 0);
  const values = [...new Set(knowing.flatMap(valuesIn))].filter((value) => value !== '');
  if (values.length === 0) return {};
  return {
    enum: values.map((value) => {
      const having = knowing.filter((release) => valuesIn(release).includes(value));
      return having.length === knowing.length ? value : [value, minorsOf(having, all)];
    }),
  };
}

/** OpenAPI gives every field of a Go type its zero as a default. */
function hasMeaning(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== '' && value !== 0 && value !== false && value !== null;
}

function isDeprecated({ description = '' }: OpenApiSchema): boolean {
  return /^\w+ is deprecated\b|^deprecated\.|(?:^|\s)deprecated:/i.test(description);
}

function kinds(releases: readonly Release[]): StoredKind[] {
  const found = new Map<string, { kind: StoredKind; releases: Release[] }>();
  for (const release of releases) {
    for (const [id, schema] of release.schemas) {
      for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) {
        if (!isKindOf(id, schema)) continue;
        const key = `${gvk.group}/${gvk.version}/${gvk.kind}`;
        const known = found.get(key)?.releases ?? [];
        found.set(key, {
          kind: { ...gvk, definition: definitionName(id), ...resourceOf(gvk.kind, gvk, release) },
          releases: [...known, release],
        });
      }
    }
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { kind, releases: having }]) => ({
      ...kind,
      ...(having.length < releases.length && { minors: minorsOf(having, releases) }),
    }));
}

/** Objects that people write: with metadata, and neither a list nor an option of a request. */
function isKindOf(id: string, { properties: fields = {} }: OpenApiSchema): boolean {
  return fields['metadata'] !== undefined && !id.endsWith('List');
}

function resourceOf(
  kind: string,
  { group, version }: { group: string; version: string },
  { resources }: Release,
): Partial<StoredKind> {
  const own = resources.filter((one) => one.group === group && one.version === version);
  const isMain = (one: Resource): boolean => one.kind === kind && !one.plural.includes('/');
  const main = own.find(isMain);
  if (main === undefined) return {};
  const subresources = own
    .filter(({ plural }) => plural.startsWith(`${main.plural}/`))
    .map(({ plural }) => plural.slice(main.plural.length + 1))
    .toSorted();
  return {
    resource: main.plural,
    ...(subresources.length > 0 && { subresources }),
    ...(main.isNamespaced && { isNamespaced: true }),
  };
}

function minorsOf(having: readonly Release[], all: readonly Release[]): Minors {
  return all.reduce((bits, one, index) => (having.includes(one) ? bits | (1 << index) : bits), 0);
}

function properties(schema: OpenApiSchema | undefined): [string, OpenApiSchema][] {
  return Object.entries(schema?.properties ?? {});
}

function names(maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))];
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

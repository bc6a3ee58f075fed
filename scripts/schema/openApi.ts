import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The part of an OpenAPI v3 schema that Kubernetes uses. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly allOf?: readonly OpenApiSchema[];
  readonly oneOf?: readonly OpenApiSchema[];
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** A kind of objects in a version of its group. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Operation {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind;
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}

/** A resource as the paths of the API show it; a subresource has a slash (`pods/log`). */
export interface Resource extends GroupVersionKind {
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** What the documents of one release say. */
export interface OpenApi {
  readonly schemas: ReadonlyMap<string, OpenApiSchema>;
  readonly resources: readonly Resource[];
}

const PATH =
  /^\/(?:api|apis\/([^/]+))\/(v[^/]+)\/(?:(namespaces\/\{namespace\})\/)?([^/{]+)(?:\/\{name\}(?:\/([^/{]+))?)?$/;

/** Reads `api/openapi-spec/v3` of a release. */
export async function readOpenApi(kubernetes: string): Promise<OpenApi> {
  const folder = join(kubernetes, 'api', 'openapi-spec', 'v3');
  const schemas = new Map<string, OpenApiSchema>();
  const resources = new Map<string, Resource>();
  for (const name of (await readdir(folder)).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8');
    const { paths, components } = JSON.parse(text) as OpenApiDocument;
    for (const [id, schema] of Object.entries(components?.schemas ?? {})) schemas.set(id, schema);
    for (const [path, operations] of Object.entries(paths)) {
      const resource = resourceOf(path, operations);
      if (resource === undefined) continue;
      const key = `${resource.group}/${resource.version}/${resource.plural}`;
      const known = resources.get(key);
      if (known === undefined || resource.isNamespaced) resources.set(key, resource);
    }
  }
  return { schemas, resources: [...resources.values()] };
}

function resourceOf(
  path: string,
  operations: OpenApiDocument['paths'][string],
): Resource | undefined {
  const match = PATH.exec(path);
  if (match === null) return undefined;
  const [, group = '', version = '', namespaces, plural = '', subresource] = match;
  const kind = Object.values(operations).find(
    (one) => one?.['x-kubernetes-group-version-kind'] !== undefined,
  )?.['x-kubernetes-group-version-kind']?.kind;
  if (kind === undefined) return undefined;
  return {
    group,
    version,
    kind,
    plural: subresource === undefined ? plural : `${plural}/${subresource}`,
    isNamespaced: namespaces !== undefined,
  };
}

import { isBuiltIn } from '../../kubernetes/builtInGroups.ts';
import type { KubernetesSchema, SchemaKind } from '../../schema/kubernetesSchema.ts';
import { type RemovedApi, removedApi } from '../../schema/removedApis.ts';
import { child, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';

/** What is to be said about an object's `apiVersion` and `kind`. */
export type ApiVerdict =
  | { readonly verdict: 'served'; readonly kind: SchemaKind }
  | { readonly verdict: 'removed'; readonly api: RemovedApi }
  /** The kind exists under other versions than the one that is written. */
  | { readonly verdict: 'elsewhere'; readonly versions: readonly string[] }
  /** The apiVersion is a slip of these, which have the kind. */
  | { readonly verdict: 'misspelt-version'; readonly meant: string | undefined }
  | { readonly verdict: 'misspelt-kind'; readonly meant: string | undefined }
  /** Of a group that Kubernetes does not have: a custom resource, about which nothing is known. */
  | { readonly verdict: 'custom' };

/** Judges by the version in question, and by what was served before it. */
export function apiVerdict(document: KubernetesDocument, schema: KubernetesSchema): ApiVerdict {
  const { apiVersion, kind } = document;
  const served = schema.kind(apiVersion, kind);
  if (served !== undefined) return { verdict: 'served', kind: served };
  const removed = removedApi(apiVersion, kind) ?? recentlyRemoved(document, schema);
  if (removed !== undefined && removed.removedIn <= schema.minor) {
    return { verdict: 'removed', api: removed };
  }
  const versions = stableFirst(schema.kindsNamed(kind).map((one) => one.apiVersion));
  if (isBuiltIn(document)) return inBuiltInGroup(document, schema, versions);
  return inOtherGroup(apiVersion, versions);
}

/** What an earlier version in support served; its successor is the stable version of its group. */
function recentlyRemoved(
  document: KubernetesDocument,
  schema: KubernetesSchema,
): RemovedApi | undefined {
  const { apiVersion, kind } = document;
  const removedIn = schema.removedIn(apiVersion, kind);
  if (removedIn === undefined) return undefined;
  const versions = schema.kindsNamed(kind).filter(({ group }) => group === apiGroup(document));
  const [replacement] = stableFirst(versions.map((one) => one.apiVersion));
  return { apiVersion, kind, removedIn, replacement };
}

function inBuiltInGroup(
  { apiVersion, kind }: KubernetesDocument,
  schema: KubernetesSchema,
  versions: readonly string[],
): ApiVerdict {
  // What is neither an object nor refused: options of requests, lists, files of the system.
  if (/(?:List|Options)$|^(?:Status|APIGroup|APIVersions|WatchEvent|Binding)$/.test(kind)) {
    return { verdict: 'custom' };
  }
  const isVersion = [...schema.kinds].some((one) => one.apiVersion === apiVersion);
  if (versions.length > 0) {
    return isVersion
      ? { verdict: 'elsewhere', versions }
      : { verdict: 'misspelt-version', meant: nearestVersion(apiVersion, versions) };
  }
  const inGroup = [...schema.kinds].filter((one) => one.apiVersion === apiVersion);
  const meant =
    nearestKind(kind, inGroup) ?? (isVersion ? nearestKind(kind, [...schema.kinds]) : undefined);
  if (!isVersion && meant === undefined) return { verdict: 'custom' };
  return { verdict: 'misspelt-kind', meant };
}

/** The group of a custom resource has a dot; only slips of Kubernetes' own groups are spoken about. */
function inOtherGroup(apiVersion: string, versions: readonly string[]): ApiVerdict {
  if (versions.length === 0) return { verdict: 'custom' };
  const meant = nearestVersion(apiVersion, versions);
  const isImpossible = !apiVersion.includes('.');
  if (!isImpossible && nearest(apiVersion, versions) === undefined) return { verdict: 'custom' };
  return { verdict: 'misspelt-version', meant };
}

/** The only one, else the nearest, else the first: the stable one. */
function nearestVersion(apiVersion: string, versions: readonly string[]): string | undefined {
  return nearest(apiVersion, versions) ?? versions[0];
}

function nearestKind(kind: string, kinds: readonly SchemaKind[]): string | undefined {
  const names = [...new Set(kinds.map((one) => one.kind))];
  const plain = (name: string): string => name.toLowerCase().replace(/s$/, '');
  return names.find((name) => plain(name) === plain(kind)) ?? nearest(kind, names);
}

/** Versions without alpha and beta before those with; each kind's first is what to write. */
function stableFirst(versions: readonly string[]): string[] {
  const isEarly = (version: string): number => (/alpha|beta/.test(version) ? 1 : 0);
  return versions.toSorted((a, b) => isEarly(a) - isEarly(b));
}

/** The scalar that holds the apiVersion. */
export function apiVersionNode({ root }: KubernetesDocument): YamlScalar | undefined {
  return scalar(child(root, 'apiVersion'));
}

import { child, items, scalar } from '../yaml/access.ts';
import type { OffsetRange, YamlDocument, YamlMapping, YamlNode, YamlScalar } from '../yaml/tree.ts';
import { isTemplate, templatePlace } from './templateSyntax.ts';

/** One object of the API as it stands in a file; an item of a `kind: List` counts as one. */
export interface KubernetesDocument {
  readonly uri: string;
  /** The whole file's text: every range is an offset into it. */
  readonly text: string;
  readonly yaml: YamlDocument;
  readonly root: YamlMapping;
  readonly apiVersion: string;
  readonly kind: string;
  readonly kindNode: YamlScalar;
  /** `metadata.name`, with its node. */
  readonly name: string | undefined;
  readonly nameNode: YamlScalar | undefined;
  /** `metadata.namespace` as written; undefined is not the same as `default`. */
  readonly namespace: string | undefined;
  readonly namespaceNode: YamlScalar | undefined;
}

/** Deepest nesting of lists in lists that is followed. */
const MAX_LIST_DEPTH = 5;

/** The objects of a file: mappings with `apiVersion` and `kind` at their top, lists opened. */
export function kubernetesDocuments(
  uri: string,
  text: string,
  documents: readonly YamlDocument[],
): KubernetesDocument[] {
  const found: KubernetesDocument[] = [];
  for (const yaml of documents) {
    if (yaml.root !== undefined && templatePlace(text, yaml) === undefined) {
      collect(yaml.root, yaml, 0);
    }
  }
  return found;

  function collect(node: YamlNode, yaml: YamlDocument, depth: number): void {
    if (node.kind !== 'mapping') return;
    const kindNode = scalar(child(node, 'kind'));
    const apiVersion = scalar(child(node, 'apiVersion'));
    if (kindNode === undefined || apiVersion === undefined) return;
    const listed = kindNode.text.endsWith('List') ? child(node, 'items') : undefined;
    if (listed !== undefined) {
      if (depth < MAX_LIST_DEPTH) for (const item of items(listed)) collect(item, yaml, depth + 1);
      return;
    }
    const metadata = child(node, 'metadata');
    const nameNode = scalar(child(metadata, 'name'));
    const namespaceNode = scalar(child(metadata, 'namespace'));
    found.push({
      uri,
      text,
      yaml,
      root: node,
      apiVersion: apiVersion.text,
      kind: kindNode.text,
      kindNode,
      name: nameNode?.text,
      nameNode,
      namespace: namespaceNode?.text,
      namespaceNode,
    });
  }
}

/** True when broken text was meant as an object of the API: one key starts a line, the other is near. */
export function looksLikeKubernetes(text: string, [start, end]: OffsetRange): boolean {
  const source = text.slice(start, end);
  return !isTemplate(source) && namesObject(source);
}

/** True for text with the two keys that every object of the API starts with. */
export function namesObject(source: string): boolean {
  return (
    (/^["']?apiVersion\b/m.test(source) && /^[ \t]*["']?kind\b/m.test(source)) ||
    (/^[ \t]*["']?apiVersion\b/m.test(source) && /^["']?kind\b/m.test(source))
  );
}

/** `apps/v1` is in `apps`; the core group is the empty string. */
export function apiGroup({ apiVersion }: Pick<KubernetesDocument, 'apiVersion'>): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** How messages name an object: `Deployment web`. */
export function describe(document: KubernetesDocument): string {
  return document.name === undefined ? document.kind : `${document.kind} ${document.name}`;
}

/** The text of the file at this range. */
export function textOf(document: { readonly text: string }, [start, end]: OffsetRange): string {
  return document.text.slice(start, end);
}

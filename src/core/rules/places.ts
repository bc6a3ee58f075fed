import { pairs } from '../yaml/access.ts';
import type { OffsetRange, YamlNode } from '../yaml/tree.ts';
import type { KubernetesDocument } from './kubernetesDocument.ts';
import type { Container } from './podTemplates.ts';
import type { RelatedPlace } from './rule.ts';

/** The other end of a finding, in the same file. */
export function related(
  { uri }: { readonly uri: string },
  range: OffsetRange,
  message: string,
): RelatedPlace {
  return { uri, range, message };
}

/** Where to mark what an item of a list lacks: its first key, never the whole block. */
export function firstKey(node: YamlNode): OffsetRange {
  return pairs(node)[0]?.key.range ?? node.range;
}

/** Where to mark what a container lacks: its name, else its first key. */
export function containerPlace({ nameNode, node }: Container): OffsetRange {
  return nameNode?.range ?? firstKey(node);
}

/** Orders objects by file and place, so that an answer never depends on which was edited last. */
export function comparePlaces(
  a: Pick<KubernetesDocument, 'uri' | 'root'>,
  b: Pick<KubernetesDocument, 'uri' | 'root'>,
): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.root.range[0] - b.root.range[0];
}

import { child, findPair, nearestNode, scalar, type YamlPath } from '../../yaml/access.ts';
import type { OffsetRange, YamlNode } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { containerPlace } from '../places.ts';
import type { Container, PodTemplate } from '../podTemplates.ts';

/**
 * Where a field that the server names stands, or what is nearest to it.
 * @param field `spec.template.spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`
 */
export function fieldPlace({ root, kindNode }: KubernetesDocument, field: string): OffsetRange {
  const node = nearestNode(root, pathOf(field));
  return node === root ? kindNode.range : nodePlace(node);
}

function pathOf(field: string): YamlPath {
  return [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([part, inner]) => {
    if (inner === undefined) return part;
    return /^\d+$/.test(inner) ? Number(inner) : inner;
  });
}

/** A scalar itself, the key of a collection. */
function nodePlace(node: YamlNode): OffsetRange {
  const text = scalar(node);
  if (text !== undefined) return text.range;
  const holder = node.parent;
  const pair =
    holder?.kind === 'mapping' ? holder.pairs.find(({ value }) => value === node) : undefined;
  if (pair !== undefined) return pair.key.range;
  return node.kind === 'mapping' ? (node.pairs[0]?.key.range ?? node.range) : node.range;
}

/** A field of a container by its path, else the container's name. */
export function containerField(container: Container, path: readonly string[]): OffsetRange {
  let node: YamlNode | undefined = container.node;
  let place: OffsetRange | undefined;
  for (const name of path) {
    const pair = findPair(node, name);
    if (pair === undefined) break;
    place = scalar(pair.value)?.range ?? pair.key.range;
    node = child(node, name);
  }
  return place ?? containerPlace(container);
}

/** A field of a Pod's spec, else where its containers start. */
export function podField({ document, spec }: PodTemplate, name: string): OffsetRange {
  return (
    (findPair(spec, name) ?? findPair(spec, 'containers'))?.key.range ?? document.kindNode.range
  );
}

import { child } from '../../yaml/access.ts';
import type { YamlMapping, YamlNode } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** Mappings of labels, wherever they stand in a built-in object. */
const LABEL_FIELD = /^(?:matchLabels|nodeSelector)$/;

/** What belongs to the user or to another schema. */
const FOREIGN = /^(?:data|stringData|binaryData|annotations|managedFields|versions)$/;

/** The mappings of an object whose pairs are labels, or ask for labels. */
export function* labelMappings(document: KubernetesDocument): Generator<YamlMapping> {
  yield* mappingsNamed(document, 'labels', LABEL_FIELD);
  if (/^(?:Service|ReplicationController)$/.test(document.kind)) {
    const selector = child(child(document.root, 'spec'), 'selector');
    if (selector?.kind === 'mapping') yield selector;
  }
}

/** The mappings of an object whose pairs are annotations. */
export function annotationMappings(document: KubernetesDocument): Generator<YamlMapping> {
  return mappingsNamed(document, 'annotations');
}

/** Mappings under `metadata` with this name, and under the keys of `others` anywhere. */
function* mappingsNamed(
  { root }: KubernetesDocument,
  inMetadata: string,
  others?: RegExp,
): Generator<YamlMapping> {
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'sequence') pending.push(...node.items.toReversed());
    if (node.kind !== 'mapping') continue;
    for (const { name, value } of node.pairs.toReversed()) {
      if (value.kind !== 'mapping' && value.kind !== 'sequence') continue;
      if (name === 'metadata') {
        const found = child(value, inMetadata);
        if (found?.kind === 'mapping') yield found;
      } else if (value.kind === 'mapping' && others?.test(name) === true) {
        yield value;
      } else if (!FOREIGN.test(name)) {
        pending.push(value);
      }
    }
  }
}

import type { YamlNode } from '../../yaml/tree.ts';

/** Mappings whose values belong to the user and mean nothing to Kubernetes. */
const FREE_TEXT = /^(?:data|stringData|binaryData|annotations|labels|matchLabels|managedFields)$/;

/** The nodes of an object in which Kubernetes knows every field; aliases are not followed. */
export function* specNodes(root: YamlNode): Generator<YamlNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node.kind === 'sequence') pending.push(...node.items.toReversed());
    if (node.kind !== 'mapping') continue;
    for (const { name, value } of node.pairs.toReversed()) {
      if (!FREE_TEXT.test(name)) pending.push(value);
    }
  }
}

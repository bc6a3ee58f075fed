import type { YamlNode } from './tree.ts';

/** A node and all nodes below it, keys included, in reading order. Aliases are not followed. */
export function* nodesOf(root: YamlNode): Generator<YamlNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node.kind === 'mapping') {
      for (const { key, value } of node.pairs.toReversed()) pending.push(value, key);
    } else if (node.kind === 'sequence') {
      pending.push(...node.items.toReversed());
    }
  }
}

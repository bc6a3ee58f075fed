import type { YamlMapping, YamlNode, YamlPair, YamlScalar } from './tree.ts';

/** A place inside a document: mapping keys and sequence indexes from the root. */
export type YamlPath = readonly (string | number)[];

/** Follows aliases to the node they stand for; a dangling alias is itself. */
export function resolveAlias(node: YamlNode): YamlNode {
  if (node.kind !== 'alias') return node;
  let current: YamlNode = node;
  for (let hops = 0; current.kind === 'alias' && current.target !== undefined; hops++) {
    if (hops > 100) break;
    current = current.target;
  }
  return current;
}

/** The pair with this key, merge keys (`<<`) included; the mapping's own pairs win. */
export function findPair(node: YamlNode | undefined, name: string): YamlPair | undefined {
  return node === undefined ? undefined : findPairWithin(node, name, 0);
}

function findPairWithin(node: YamlNode, name: string, depth: number): YamlPair | undefined {
  const mapping = resolveAlias(node);
  if (mapping.kind !== 'mapping' || depth > 20) return undefined;
  let hasMerge = false;
  for (const pair of mapping.pairs) {
    if (pair.name === name) return pair;
    if (pair.name === '<<') hasMerge = true;
  }
  if (!hasMerge) return undefined;
  for (const merged of mergedNodes(mapping)) {
    const found = findPairWithin(merged, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mergedNodes(mapping: YamlMapping): readonly YamlNode[] {
  const merge = mapping.pairs.find((pair) => pair.name === '<<');
  if (merge === undefined) return [];
  const value = resolveAlias(merge.value);
  return value.kind === 'sequence' ? value.items : [value];
}

/** The value under this key. */
export function child(node: YamlNode | undefined, name: string): YamlNode | undefined {
  const pair = findPair(node, name);
  return pair === undefined ? undefined : resolveAlias(pair.value);
}

/** The node at this path, or undefined when the path leaves the document. */
export function nodeAt(root: YamlNode | undefined, path: YamlPath): YamlNode | undefined {
  let node = root === undefined ? undefined : resolveAlias(root);
  for (const part of path) {
    if (node === undefined) return undefined;
    if (typeof part === 'string') node = child(node, part);
    else if (node.kind === 'sequence') {
      const item: YamlNode | undefined = node.items[part];
      node = item === undefined ? undefined : resolveAlias(item);
    } else return undefined;
  }
  return node;
}

/** The node at this path, or the nearest one above it that exists: where to put the cursor. */
export function nearestNode(root: YamlNode, path: YamlPath): YamlNode {
  let nearest = resolveAlias(root);
  for (const part of path) {
    const next = nodeAt(nearest, [part]);
    if (next === undefined) break;
    nearest = next;
  }
  return nearest;
}

/** Items of a sequence; of anything else, nothing. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items.map(resolveAlias) : [];
}

/** Pairs of a mapping with their values resolved; of anything else, nothing. */
export function pairs(node: YamlNode | undefined): readonly YamlPair[] {
  return node?.kind === 'mapping' ? node.pairs : [];
}

/** True for a list that has this text among its items. */
export function hasItem(node: YamlNode | undefined, text: string): boolean {
  return (
    node?.kind === 'sequence' &&
    node.items.some((item) => item.kind === 'scalar' && item.text === text)
  );
}

/** A scalar with text in it; undefined for collections and for values that were not written. */
export function scalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' && !node.isAbsent ? node : undefined;
}

/** The text of a scalar child: `textAt(metadata, 'name')`. */
export function textAt(node: YamlNode | undefined, name: string): string | undefined {
  return scalar(child(node, name))?.text;
}

/** Most nodes that one document may expand to through aliases, so that alias bombs stay small. */
const MAX_EXPANDED_NODES = 100_000;

/** The plain value of a node. Aliases beyond the expansion limit become null. */
export function toValue(node: YamlNode | undefined): unknown {
  let budget = MAX_EXPANDED_NODES;
  const convert = (current: YamlNode | undefined, depth: number): unknown => {
    budget -= 1;
    if (current === undefined || budget < 0 || depth > 200) return null;
    switch (current.kind) {
      case 'scalar':
        return current.value;
      case 'alias':
        return convert(current.target, depth + 1);
      case 'sequence':
        return current.items.map((item) => convert(item, depth + 1));
      case 'mapping': {
        const result: Record<string, unknown> = {};
        for (const merged of mergedNodes(current).toReversed()) {
          const value = convert(merged, depth + 1);
          if (typeof value === 'object' && value !== null) Object.assign(result, value);
        }
        for (const pair of current.pairs) {
          if (pair.name !== '<<') define(result, pair.name, convert(pair.value, depth + 1));
        }
        return result;
      }
    }
  };
  return convert(node, 0);
}

/** Sets an own property even for `__proto__`, which an assignment would not. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

import { findFields, parseFieldPath } from '../core/kubernetes/fieldPath.ts';
import { nodeAt, toValue } from '../core/yaml/access.ts';
import type { OffsetRange, YamlNode } from '../core/yaml/tree.ts';

/** Where a field path leads in a document: the first match, or the nearest place above it. */
export function yamlPlace(root: YamlNode, path: string): OffsetRange {
  const parts = parseFieldPath(path);
  if ('fault' in parts) return root.range;
  const value = toValue(root);
  for (let length = parts.length; length > 0; length--) {
    const [match] = findFields(value, parts.slice(0, length));
    const node = match === undefined ? undefined : nodeAt(root, match.path);
    if (node !== undefined) return node.range;
  }
  return root.range;
}

import type { YamlNode, YamlPair } from '../../yaml/tree.ts';

/** Where a second object starts in a mapping that already is one. */
export interface MissingSeparator {
  /** The first key of the second object. */
  readonly start: YamlPair;
  readonly first: YamlPair;
  readonly second: YamlPair;
}

/** Two objects in one document: both `apiVersion` and `kind` stand twice at the top. */
export function missingSeparator(root: YamlNode): MissingSeparator | undefined {
  if (root.kind !== 'mapping' || root.isFlow) return undefined;
  const versions = root.pairs.filter(({ name }) => name === 'apiVersion');
  const kinds = root.pairs.filter(({ name }) => name === 'kind');
  const [first, second] = versions;
  if (first === undefined || second === undefined || kinds.length < 2) return undefined;
  const seen = new Set<string>();
  const start = root.pairs.find(({ name }) => seen.size === seen.add(name).size);
  return start === undefined ? undefined : { start, first, second };
}

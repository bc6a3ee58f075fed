import { findPair } from './access.ts';
import { appendPair, fillPair, flowText, type NewValue, removePair } from './edits.ts';
import { outerEnd } from './listEdits.ts';
import type { OffsetRange, YamlMapping, YamlNode, YamlPair } from './tree.ts';

interface Edit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/** Writes another value in the place of one that stands on one line. */
export function replaceValue(node: YamlNode, value: NewValue): Edit {
  const end = outerEnd(node);
  return { range: [node.range[0] - (end - node.range[1]), end], newText: flowText(value) };
}

/**
 * Gives a field below this mapping a value, with the mappings above it that are missing. Undefined
 * where something else stands in the way, an alias for example: others share what it points to.
 */
export function setField(
  text: string,
  mapping: YamlMapping,
  path: readonly string[],
  value: NewValue,
): Edit | undefined {
  let holder = mapping;
  for (const [depth, name] of path.entries()) {
    const rest = path.slice(depth + 1).reduceRight<NewValue>((v, key) => ({ [key]: v }), value);
    const pair = findPair(holder, name);
    if (pair === undefined) return appendPair(text, holder, name, rest);
    const current = pair.value;
    if (current.kind === 'alias' || pair.key.parent !== holder) return undefined;
    if (depth === path.length - 1) return setValue(text, pair, rest);
    const isEmpty = current.kind === 'mapping' ? current.pairs.length === 0 : isUnwritten(current);
    if (isEmpty) return setValue(text, pair, rest);
    if (current.kind !== 'mapping') return undefined;
    holder = current;
  }
  return undefined;
}

function setValue(text: string, pair: YamlPair, value: NewValue): Edit | undefined {
  if (typeof value === 'object' && !Array.isArray(value)) {
    return fillPair(text, pair, value as { readonly [key: string]: NewValue });
  }
  const { value: old } = pair;
  if (isUnwritten(old)) return { range: old.range, newText: ` ${flowText(value)}` };
  if (old.kind === 'sequence' && !old.isFlow) {
    const colon = text.indexOf(':', pair.key.range[1]) + 1;
    return { range: [colon, old.range[1]], newText: ` ${flowText(value)}` };
  }
  const isBlock = old.kind === 'scalar' && /literal|folded/.test(old.style);
  return isBlock ? undefined : replaceValue(old, value);
}

function isUnwritten(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.isAbsent;
}

/**
 * Takes a field away, and with it the mappings above that would be empty. Undefined where it is
 * all that an item of a list holds.
 */
export function removeField(text: string, pair: YamlPair): Edit | undefined {
  let current = pair;
  let mapping = pair.key.parent;
  while (mapping?.kind === 'mapping' && mapping.pairs.length === 1) {
    const outer: YamlNode | undefined = mapping.parent;
    const inner = mapping;
    const above =
      outer?.kind === 'mapping' ? outer.pairs.find(({ value }) => value === inner) : undefined;
    if (above === undefined) return undefined;
    current = above;
    mapping = outer;
  }
  return mapping?.kind === 'mapping' ? removePair(text, mapping, current) : undefined;
}

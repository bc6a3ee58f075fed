import type { YamlNode } from '../yaml/tree.ts';
import type { TextEdit } from './rule.ts';

/**
 * How the API server names the type of a value where it wants a string; undefined for strings and
 * for nothing at all, which it takes as the empty string.
 */
export function goType(node: YamlNode): 'number' | 'bool' | 'object' | 'array' | undefined {
  if (node.kind === 'mapping') return 'object';
  if (node.kind === 'sequence') return 'array';
  if (node.kind !== 'scalar') return undefined;
  if (typeof node.value === 'number') return 'number';
  return typeof node.value === 'boolean' ? 'bool' : undefined;
}

/** Puts quotes around a scalar as it is written; undefined for collections. */
export function quoted(node: YamlNode): TextEdit | undefined {
  if (node.kind !== 'scalar') return undefined;
  return { range: node.range, newText: JSON.stringify(node.text) };
}

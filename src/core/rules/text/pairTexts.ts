import { columnOf, endOfLine } from '../../yaml/edits.ts';
import { outerEnd } from '../../yaml/listEdits.ts';
import type { YamlPair } from '../../yaml/tree.ts';
import type { TextEdit } from '../rule.ts';

/** A pair as it is written. */
export function keyText(text: string, { key, value }: YamlPair): string {
  return text.slice(key.range[0], outerEnd(value));
}

/**
 * Puts the lines of one pair's value behind those of another pair's. Undefined unless both values
 * are block mappings or block lists at the same column.
 */
export function appendText(text: string, to: YamlPair, from: YamlPair): TextEdit | undefined {
  const [target, source] = [to.value, from.value];
  if (target.kind === 'mapping' ? source.kind !== 'mapping' : source.kind !== 'sequence') {
    return undefined;
  }
  if (target.kind !== 'mapping' && target.kind !== 'sequence') return undefined;
  if ((source.kind !== 'mapping' && source.kind !== 'sequence') || source.isFlow) return undefined;
  const start = source.range[0] - columnOf(text, source.range[0]);
  const isOwnLine = text.slice(start, source.range[0]).trim() === '';
  const isAligned = columnOf(text, target.range[0]) === columnOf(text, source.range[0]);
  if (target.isFlow || !isOwnLine || !isAligned) return undefined;
  const lines = text.slice(start, endOfLine(text, outerEnd(source)));
  const at = endOfLine(text, outerEnd(target));
  return { range: [at, at], newText: `\n${lines}` };
}

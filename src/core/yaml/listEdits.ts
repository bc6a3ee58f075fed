import { columnOf, endOfLine, flowText, itemLines, type NewValue, removePair } from './edits.ts';
import type { OffsetRange, YamlMapping, YamlNode, YamlSequence } from './tree.ts';

interface Edit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/**
 * Takes an item out of its list; with the last item its key goes as well. Undefined where that
 * cannot be said in one simple edit (a list directly in a list).
 */
export function removeItem(text: string, sequence: YamlSequence, item: YamlNode): Edit | undefined {
  const at = sequence.items.indexOf(item);
  if (at === -1) return undefined;
  if (sequence.items.length === 1) return removeList(text, sequence);
  if (sequence.isFlow) return removeFlowItem(sequence, at);
  const dash = text.lastIndexOf('-', item.range[0] - 1);
  const lineStart = text.lastIndexOf('\n', dash - 1) + 1;
  if (dash === -1 || text.slice(lineStart, dash).trim() !== '') return undefined;
  const end = Math.min(endOfLine(text, outerEnd(item)) + 1, text.length);
  return { range: [lineStart, text[end - 1] === '\r' ? end + 1 : end], newText: '' };
}

function removeList(text: string, sequence: YamlSequence): Edit | undefined {
  const mapping = sequence.parent;
  if (mapping?.kind !== 'mapping') return undefined;
  const pair = mapping.pairs.find(({ value }) => value === sequence);
  return pair === undefined ? undefined : removePair(text, mapping, pair);
}

function removeFlowItem({ items }: YamlSequence, at: number): Edit | undefined {
  const [item, before, after] = [items[at], items[at - 1], items[at + 1]];
  if (item === undefined) return undefined;
  if (after !== undefined) return { range: [outerStart(item), outerStart(after)], newText: '' };
  if (before === undefined) return undefined;
  return { range: [outerEnd(before), outerEnd(item)], newText: '' };
}

/** Adds a mapping behind the last item of a list, in the style in which the list is written. */
export function appendItem(
  text: string,
  sequence: YamlSequence,
  value: { readonly [key: string]: NewValue },
): Edit | undefined {
  const last = sequence.items.at(-1);
  if (last === undefined) return undefined;
  if (sequence.isFlow) {
    const at = outerEnd(last);
    return { range: [at, at], newText: `, ${flowText(value)}` };
  }
  const dash = text.lastIndexOf('-', last.range[0] - 1);
  const at = endOfLine(text, outerEnd(last));
  return { range: [at, at], newText: `\n${itemLines(value, columnOf(text, dash)).join('\n')}` };
}

/** Gives a mapping a new key whose value is a list of one mapping. */
export function appendList(
  text: string,
  mapping: YamlMapping,
  key: string,
  value: { readonly [key: string]: NewValue },
): Edit {
  const last = mapping.pairs.at(-1);
  if (mapping.isFlow) {
    const at = last === undefined ? mapping.range[0] + 1 : outerEnd(last.value);
    const separator = last === undefined ? '' : ', ';
    return { range: [at, at], newText: `${separator}${key}: [${flowText(value)}]` };
  }
  const column = columnOf(text, mapping.range[0]);
  const at = endOfLine(text, mapping.range[1]);
  const lines = [`${' '.repeat(column)}${key}:`, ...itemLines(value, column + 2)];
  return { range: [at, at], newText: `\n${lines.join('\n')}` };
}

/** Where a node starts, an opening quote included. */
function outerStart(node: YamlNode): number {
  return node.range[0] - (isQuoted(node) ? 1 : 0);
}

/** Where a node ends, its closing quote included. */
export function outerEnd(node: YamlNode): number {
  return node.range[1] + (isQuoted(node) ? 1 : 0);
}

function isQuoted(node: YamlNode): boolean {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
}

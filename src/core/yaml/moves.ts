import { columnOf, endOfLine } from './edits.ts';
import type { OffsetRange, YamlMapping, YamlPair } from './tree.ts';

interface Edit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/**
 * Moves the lines of a pair to the end of another mapping of the same document, at its column.
 * Undefined where lines would not do: flow style, the first line of a list item, the only pair.
 */
export function movePair(
  text: string,
  from: YamlMapping,
  pair: YamlPair,
  to: YamlMapping,
): Edit[] | undefined {
  if (from.isFlow || to.isFlow || from.pairs.length === 1) return undefined;
  const start = text.lastIndexOf('\n', pair.key.range[0] - 1) + 1;
  if (text.slice(start, pair.key.range[0]).trim() !== '') return undefined;
  const end = endOfLine(text, outerEnd(pair));
  const shift = columnOf(text, to.range[0]) - columnOf(text, pair.key.range[0]);
  const moved = text
    .slice(start, end)
    .split('\n')
    .map((line) => shifted(line, shift))
    .join('\n');
  const at = endOfLine(text, to.range[1]);
  // The end of the new place is the end of the old one: the lines stay and change their column.
  if (at >= start && at <= end) return [{ range: [start, end], newText: moved }];
  return [
    { range: [start, Math.min(end + 1, text.length)], newText: '' },
    { range: [at, at], newText: `\n${moved}` },
  ];
}

function shifted(line: string, shift: number): string {
  if (line.trim() === '') return line;
  return shift >= 0 ? ' '.repeat(shift) + line : line.slice(Math.min(-shift, indentOf(line)));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function outerEnd({ value }: YamlPair): number {
  const isQuoted = value.kind === 'scalar' && /single|double/.test(value.style);
  return value.range[1] + (isQuoted ? 1 : 0);
}

import type { OffsetRange } from '../../yaml/tree.ts';
import type { TextEdit } from '../rule.ts';
import { hasText, lineAt, type TextLine, textLineAfter, textLineBefore } from './textLines.ts';

/** A column at which an entry may stand, and the entry above that stands there. */
export interface OpenColumn {
  readonly column: number;
  /** The key or dash that stands there. */
  readonly range: OffsetRange;
  readonly label: string;
}

/** Columns of the entries that are still open above a line, the nearest entry first. */
export function openColumns(text: string, line: TextLine, first: number): OpenColumn[] {
  const columns: OpenColumn[] = [];
  let lowest = Infinity;
  for (
    let above = textLineBefore(text, line, first);
    above !== undefined && lowest > 0;
    above = textLineBefore(text, above, first)
  ) {
    const dashes = /^[ \t]*(?:-[ \t]+)*/.exec(above.text)?.[0] ?? '';
    const key = /^["']?([\w./-]+)["']?[ \t]*:/.exec(above.text.slice(dashes.length));
    if (key?.[1] !== undefined && dashes.length < lowest) {
      const start = above.start + dashes.length;
      columns.push({
        column: dashes.length,
        range: [start, start + key[1].length],
        label: `"${key[1]}"`,
      });
      lowest = dashes.length;
    }
    if (dashes.length > above.indent && above.indent < lowest) {
      const start = above.start + above.indent;
      columns.push({ column: above.indent, range: [start, start + 1], label: 'the list item' });
      lowest = above.indent;
    }
  }
  return columns;
}

/** The open column that is nearest to where the line stands; of two, the deeper. */
export function nearestColumn(
  columns: readonly OpenColumn[],
  line: TextLine,
): OpenColumn | undefined {
  const isItem = /^[ \t]*-(?:[ \t]|$)/.test(line.text);
  // A key cannot stand where only dashes stand.
  const fitting = columns.filter(({ label }) => isItem || label !== 'the list item');
  return fitting.toSorted(
    (a, b) =>
      Math.abs(a.column - line.indent) - Math.abs(b.column - line.indent) || b.column - a.column,
  )[0];
}

/** Moves a line, and the deeper lines that belong to it, to another column. */
export function reindent(text: string, line: TextLine, column: number, last: number): TextEdit[] {
  const shift = column - line.indent;
  const edits: TextEdit[] = [indentEdit(line, column)];
  // What is deeper below a key with its value on the same line does not belong to that line.
  if (/^\s*(?:- +)*[^\s"'#{}[\],]+:\s+[^\s|>#&!]/.test(line.text)) return edits;
  for (
    let below = textLineAfter(text, line, last);
    below !== undefined && below.indent > line.indent;
    below = textLineAfter(text, below, last)
  ) {
    edits.push(indentEdit(below, Math.max(below.indent + shift, 0)));
  }
  return edits;
}

function indentEdit({ start, indent }: TextLine, column: number): TextEdit {
  return { range: [start, start + indent], newText: ' '.repeat(column) };
}

/** The first line of a document that has text. */
export function firstTextLine(text: string, [start, end]: OffsetRange): TextLine | undefined {
  const line = lineAt(text, start);
  // What follows `---` on its own line starts after the dashes; a bare `---` has no text left.
  if (line.start >= start && hasText(line)) return line;
  return textLineAfter(text, line, end);
}

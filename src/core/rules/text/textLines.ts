import type { OffsetRange } from '../../yaml/tree.ts';

/** One line of a text with its place; the line break is excluded. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Number of white-space characters before the first other one. */
  readonly indent: number;
}

/** The line that holds this offset. */
export function lineAt(text: string, offset: number): TextLine {
  // From a negative offset `lastIndexOf` would look at the first character all the same.
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const found = text.indexOf('\n', offset);
  let end = found === -1 ? text.length : found;
  if (text[end - 1] === '\r') end -= 1;
  const line = text.slice(start, Math.max(end, start));
  return {
    start,
    end: Math.max(end, start),
    text: line,
    indent: /^[ \t]*/.exec(line)?.[0].length ?? 0,
  };
}

/** The nearest line before this one that has text other than a comment, inside the document. */
export function textLineBefore(text: string, line: TextLine, first: number): TextLine | undefined {
  let current = line;
  while (current.start > first) {
    current = lineAt(text, current.start - 1);
    if (hasText(current)) return current;
  }
  return undefined;
}

/** The nearest line after this one that has text other than a comment, inside the document. */
export function textLineAfter(text: string, line: TextLine, last: number): TextLine | undefined {
  let at = text.indexOf('\n', line.start);
  while (at !== -1 && at + 1 < last) {
    const current = lineAt(text, at + 1);
    if (hasText(current)) return current;
    at = text.indexOf('\n', at + 1);
  }
  return undefined;
}

export function hasText({ text }: TextLine): boolean {
  return /^\s*[^\s#]/.test(text);
}

/** The line's text from this offset to its end, white space and comment behind it left out. */
export function restOfLine({ text, start }: TextLine, offset: number): OffsetRange {
  const rest = text
    .slice(offset - start)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  return [offset, offset + Math.max(rest.length, 1)];
}

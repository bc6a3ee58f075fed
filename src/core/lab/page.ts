import { parseYaml } from '../yaml/parse.ts';
import { toValue } from '../yaml/access.ts';
import type { OffsetRange, YamlMapping } from '../yaml/tree.ts';
import type { Problems } from './problems.ts';

/** Longest file of a lab that is read, in UTF-16 units. */
export const MAX_FILE_CHARS = 1024 * 1024;

/** The first line, where what is missing altogether is marked. */
export const FIRST_LINE: OffsetRange = [0, 3];

/** A Markdown file with front-matter. */
export interface Page {
  /** Relative to the lab's folder. */
  readonly file: string;
  readonly text: string;
  /** Offsets of its nodes count from the file's start. */
  readonly root: YamlMapping | undefined;
  readonly value: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Offset of `body` in the file. */
  readonly bodyStart: number;
}

/** Takes a file of a lab apart. A page that cannot be read has no fields and says why. */
export function readPage(file: string, text: string, problems: Problems): Page {
  if (text.length > MAX_FILE_CHARS) {
    problems.add(file, 'file-too-big', FIRST_LINE, 'This file has more than one megabyte.');
    return { file, text: '', root: undefined, value: {}, body: '', bodyStart: 0 };
  }
  const match = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (match === null || match.index !== 0) {
    const message = 'The file has to begin with front-matter between two lines "---".';
    problems.add(file, 'front-matter-missing', FIRST_LINE, message);
    return { file, text, root: undefined, value: {}, body: text, bodyStart: 0 };
  }
  const bodyStart = match[0].length;
  const frontMatterEnd = match[0].lastIndexOf('---');
  const body = text.slice(bodyStart);
  const [document] = parseYaml(text.slice(0, frontMatterEnd));
  for (const { message, range } of document?.problems ?? []) {
    problems.add(file, 'front-matter-unreadable', range, message);
  }
  const root = document?.root;
  if (root?.kind === 'mapping') {
    const value = toValue(root) as Readonly<Record<string, unknown>>;
    return { file, text, root, value, body, bodyStart };
  }
  if ((document?.problems.length ?? 0) === 0) {
    const message = 'The front-matter has to be fields with values, as in "title: My lab".';
    problems.add(file, 'front-matter-unreadable', FIRST_LINE, message);
  }
  return { file, text, root: undefined, value: {}, body, bodyStart };
}

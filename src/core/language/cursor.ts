import type { OffsetRange } from '../yaml/tree.ts';

/** What is to be written where the cursor stands. */
export type CursorRole =
  /** The key of a mapping. */
  | 'key'
  /** The value behind a key. */
  | 'value'
  /** An item of a list, behind its dash. */
  | 'item';

/**
 * Where the cursor stands in a document of block style, read from its text: what is being typed
 * mostly cannot be parsed yet.
 */
export interface Cursor {
  readonly role: CursorRole;
  /** Of the object that the cursor is in, as far as they are written. */
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  /** From the object's root to the mapping or list that the cursor is in; `[]` enters an item. */
  readonly path: readonly string[];
  /** The key whose value is being written. */
  readonly key: string | undefined;
  /** Keys of the same mapping with their text, those of collections empty. */
  readonly siblings: ReadonlyMap<string, string>;
  /** The same of every mapping above, the root first. */
  readonly above: readonly ReadonlyMap<string, string>[];
  /** What has been typed of the key or value. */
  readonly typed: string;
  readonly range: OffsetRange;
  /** Column of the mapping's keys. */
  readonly column: number;
  /** Where the line starts. */
  readonly lineStart: number;
}

/** A key or a dash that what follows stands below. */
interface Frame {
  readonly column: number;
  /** `[]` for an item of a list. */
  readonly key: string;
  readonly parent: Frame | undefined;
  readonly children: Map<string, string>;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/** Indentation, dashes, and the rest of a line. */
const LINE = /^(\s*)((?:- +)*)(.*)$/;
const PAIR = /^(["']?)([^\s"'#{}[\],][^"'#]*?)\1\s*:(?:\s+(.*))?$/;
const BLOCK_SCALAR = /^[|>][+-]?\d?\s*(?:#.*)?$/;

/** Undefined in comments, in texts of several lines and in flow style. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lines = linesOfDocument(text, offset);
  const scan = new Scan();
  let found: Found | undefined;
  for (const line of lines) {
    const isHere = line.start <= offset && offset <= line.start + line.text.length;
    if (isHere) {
      if (scan.isInBlockScalar(line.text)) return undefined;
      found = scan.cursor(line, offset);
      if (found === undefined) return undefined;
      scan.skip(line, found.role);
    } else {
      scan.read(line.text);
    }
  }
  return found === undefined ? undefined : finished(found);
}

interface Found {
  readonly role: CursorRole;
  readonly container: Frame;
  readonly key: string | undefined;
  readonly typed: string;
  readonly range: OffsetRange;
  readonly column: number;
  readonly lineStart: number;
}

function finished({ container, ...found }: Found): Cursor {
  const frames: Frame[] = [];
  for (let frame: Frame | undefined = container; frame !== undefined; frame = frame.parent) {
    frames.unshift(frame);
  }
  const [root] = frames;
  const isList = root?.children.get('kind')?.endsWith('List') === true;
  const start = isList && frames[1]?.key === 'items' && frames[2] !== undefined ? 2 : 0;
  const object = frames[start];
  return {
    ...found,
    apiVersion: object?.children.get('apiVersion') || undefined,
    kind: object?.children.get('kind') || undefined,
    path: frames.slice(start + 1).map(({ key }) => key),
    siblings: container.children,
    above: frames.slice(start, -1).map(({ children }) => children),
  };
}

/** Reads a document line by line and knows what the next line stands below. */
class Scan {
  readonly #root: Frame = { column: -1, key: '', parent: undefined, children: new Map() };
  #top: Frame = this.#root;
  /** Column of the key whose text of several lines is going on. */
  #blockColumn: number | undefined;

  isInBlockScalar(text: string): boolean {
    if (this.#blockColumn === undefined) return false;
    const indent = text.length - text.trimStart().length;
    if (text.trim() === '' || indent > this.#blockColumn) return true;
    this.#blockColumn = undefined;
    return false;
  }

  read(text: string): void {
    if (this.isInBlockScalar(text) || /^\s*(?:#|$)/.test(text)) return;
    const { column, rest } = this.#enter(text);
    const pair = PAIR.exec(rest);
    if (pair === null) return;
    const [, , key = '', value = ''] = pair;
    this.#top = this.#below(this.#top, column);
    this.#top.children.set(key, plain(value));
    this.#top = { column, key, parent: this.#top, children: new Map() };
    if (BLOCK_SCALAR.test(value)) this.#blockColumn = column;
  }

  /** Takes in the line of the cursor, apart from what is being written on it. */
  skip({ text }: Line, role: CursorRole): void {
    if (text.trim() === '') return;
    if (role === 'value') this.read(text);
    else this.#enter(text);
  }

  cursor({ start, text }: Line, offset: number): Found | undefined {
    const before = text.slice(0, offset - start);
    if (/(?:^|\s)#/.test(before)) return undefined;
    const [, indent = '', dashes = '', rest = ''] = LINE.exec(before) ?? [];
    const column = indent.length + dashes.length;
    const pair = /^(["']?)([^\s"'#{}[\],]+)\1\s*:\s+(["']?)([^"'{}[\]]*)$/.exec(rest);
    const container = this.#peek(indent.length, dashes);
    if (pair !== null) {
      const [, , key = '', , typed = ''] = pair;
      const role = 'value';
      const end = valueEnd(text, offset - start);
      const range: OffsetRange = [offset - typed.length, start + end];
      const holder = this.#below(container, column);
      return { role, container: holder, key, typed, range, column, lineStart: start };
    }
    if (!/^["']?[\w./-]*$/.test(rest)) return undefined;
    const typed = rest.replace(/^["']/, '');
    const word = /^[\w./-]*/.exec(text.slice(offset - start))?.[0] ?? '';
    const range: OffsetRange = [offset - typed.length, offset + word.length];
    const holder = dashes === '' ? this.#below(container, column) : container;
    const role = dashes === '' ? 'key' : 'item';
    return { role, container: holder, key: undefined, typed, range, column, lineStart: start };
  }

  /** What a line at this indentation, with these dashes, stands below; nothing is changed. */
  #peek(indent: number, dashes: string): Frame {
    let top = this.#top;
    let column = indent;
    for (const dash of dashes.match(/- +/g) ?? []) {
      top = { column, key: '[]', parent: this.#list(top, column), children: new Map() };
      column += dash.length;
    }
    return top;
  }

  #enter(text: string): { column: number; rest: string } {
    const [, indent = '', dashes = '', rest = ''] = LINE.exec(text) ?? [];
    let column = indent.length;
    for (const dash of dashes.match(/- +/g) ?? []) {
      const parent = this.#list(this.#top, column);
      this.#top = { column, key: '[]', parent, children: new Map() };
      column += dash.length;
    }
    return { column, rest };
  }

  /** The frame that a list with its dashes in this column stands below. */
  #list(top: Frame, column: number): Frame {
    let frame = top;
    while (frame.column > column || (frame.column === column && frame.key === '[]')) {
      frame = frame.parent ?? this.#root;
    }
    return frame;
  }

  /** The frame that a key in this column stands below. */
  #below(top: Frame, column: number): Frame {
    let frame = top;
    while (frame.column >= column) frame = frame.parent ?? this.#root;
    return frame;
  }
}

/** A value without quotes and comment. */
function plain(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted?.[2] ?? value.replace(/\s+#.*$/, '').trim();
}

/** Where a value on its line ends. */
function valueEnd(text: string, from: number): number {
  const rest = text.slice(from);
  return from + (/^[^\s"'#]*/.exec(rest)?.[0].length ?? 0);
}

/** The lines of the `---` document that holds the offset. */
function linesOfDocument(text: string, offset: number): Line[] {
  let lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const isSeparator = /^---(?:\s|$)/.test(line);
    if (isSeparator && start > offset) break;
    if (isSeparator) lines = [];
    else lines.push({ start, text: line.replace(/\r$/, '') });
    start += line.length + 1;
  }
  return lines;
}

import {
  type Event,
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  COLLECTION_STYLE,
  getScalarValue,
  parseEvents,
  type ScalarEvent,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { resolvePlainScalar } from './scalars.ts';
import type {
  OffsetRange,
  ScalarStyle,
  ScalarValue,
  YamlDocument,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlProblem,
  YamlSequence,
} from './tree.ts';

/** Every fault of one broken document; offsets count from the document's start. */
export type RecoverYaml = (source: string) => readonly YamlProblem[];

/**
 * Parses every document of a file. Never throws: a document that cannot be read has no root and
 * at least one problem; the others are not hidden by it.
 * @param recover finds all faults of a broken document; without it only the first is known
 */
export function parseYaml(text: string, recover?: RecoverYaml): YamlDocument[] {
  return splitDocuments(text).map((range) => parseDocument(text, range, recover));
}

/** Ranges of the documents between `---` lines. A file without any has one document. */
export function splitDocuments(text: string): OffsetRange[] {
  const ranges: OffsetRange[] = [];
  let start = 0;
  for (const match of text.matchAll(/^---(?=\s|$).*$/gm)) {
    const end = match.index;
    if (ranges.length > 0 || text.slice(start, end).replace(/#.*$/gm, '').trim() !== '') {
      ranges.push([start, end]);
    }
    // Content may follow on the same line (`--- {a: 1}`), so only the three dashes are skipped.
    start = end + 3;
  }
  ranges.push([start, text.length]);
  return ranges;
}

function parseDocument(
  text: string,
  range: OffsetRange,
  recover: RecoverYaml | undefined,
): YamlDocument {
  const [start, end] = range;
  const source = text.slice(start, end);
  try {
    const root = new TreeBuilder(source, start).build(parseEvents(source, {}));
    return { range, root, problems: [] };
  } catch (error) {
    const problems = recoverable(source, recover).map(({ message, range: [from, to], code }) => ({
      message,
      range: [start + from, start + to] as const,
      code,
    }));
    if (problems.length === 0) problems.push(firstProblem(error, text, range));
    return { range, root: undefined, problems };
  }
}

/** Above this size all faults would take longer than people wait; the first one comes at once. */
const MAX_RECOVERED_CHARS = 256 * 1024;

function recoverable(source: string, recover: RecoverYaml | undefined): readonly YamlProblem[] {
  if (recover === undefined || source.length > MAX_RECOVERED_CHARS) return [];
  try {
    return recover(source);
  } catch (error) {
    // Too deep for the recovering parser's stack: the strict parser's answer has to do.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** What the strict parser says. Nesting too deep for the stack is a fault of the text as well. */
function firstProblem(error: unknown, text: string, range: OffsetRange): YamlProblem {
  const [start, end] = range;
  if (error instanceof YAMLException) {
    const at = Math.min(start + (error.mark?.position ?? 0), end);
    return {
      message: sentence(error.reason),
      range: problemRange(text, at, range),
      code: undefined,
    };
  }
  if (!(error instanceof RangeError)) throw error;
  return {
    message: 'The document is nested too deeply.',
    range: problemRange(text, start, range),
    code: undefined,
  };
}

/** From the fault to the end of its line; a fault at a line's end is widened to the line's text. */
function problemRange(text: string, at: number, [start, end]: OffsetRange): OffsetRange {
  let from = Math.min(at, end);
  let to = text.indexOf('\n', from);
  if (to === -1 || to > end) to = end;
  while (from >= to && from > start) {
    from -= 1;
    const lineStart = text.lastIndexOf('\n', from - 1) + 1;
    to = from;
    from = Math.max(start, lineStart);
  }
  while (to > from + 1 && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, Math.max(to, from)];
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

const STYLES: Record<number, ScalarStyle> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

type Parent = YamlMapping | YamlSequence | undefined;

const FLOW_FILLER = /(?:[\s,]|#[^\n]*)*/y;

/** Turns the parser's flat events into a tree; offsets are moved by `base` into the whole file. */
class TreeBuilder {
  readonly #source: string;
  readonly #base: number;
  readonly #anchors = new Map<string, YamlNode>();
  #events: Event[] = [];
  #next = 0;
  /** End of what was read last: where a value that was not written would have stood. */
  #cursor = 0;

  constructor(source: string, base: number) {
    this.#source = source;
    this.#base = base;
  }

  build(events: Event[]): YamlNode | undefined {
    this.#events = events;
    this.#next = 1;
    const first = events[1];
    if (first === undefined || first.type === EVENT_POP) return undefined;
    const root = this.#node(undefined);
    return root.kind === 'scalar' && root.isAbsent ? undefined : root;
  }

  #node(parent: Parent): YamlNode {
    const event = this.#events[this.#next++];
    if (event === undefined) throw new Error('The parser ended in the middle of a node.');
    switch (event.type) {
      case EVENT_SCALAR:
        return this.#scalar(event, parent);
      case EVENT_MAPPING:
        return this.#mapping(event, parent);
      case EVENT_SEQUENCE:
        return this.#sequence(event, parent);
      case EVENT_ALIAS: {
        const name = this.#source.slice(event.anchorStart, event.anchorEnd);
        this.#cursor = event.anchorEnd;
        return {
          kind: 'alias',
          name,
          target: this.#anchors.get(name),
          range: this.#range(event.anchorStart - 1, event.anchorEnd),
          parent,
        };
      }
      default:
        throw new Error(`Unexpected YAML event ${event.type}.`);
    }
  }

  #scalar(event: ScalarEvent, parent: Parent): YamlNode {
    const isAbsent = event.valueStart === -1;
    const style = STYLES[event.style] ?? 'plain';
    const text = isAbsent ? '' : getScalarValue(this.#source, event);
    const from = isAbsent ? this.#afterIndicator() : event.valueStart;
    const to = isAbsent ? from : event.valueEnd;
    this.#cursor = Math.max(this.#cursor, style === 'single' || style === 'double' ? to + 1 : to);
    const node: YamlNode = {
      kind: 'scalar',
      style,
      text,
      value: this.#typed(event, style, text),
      isAbsent,
      range: this.#range(from, to),
      parent,
    };
    this.#anchor(event, node);
    return node;
  }

  #typed(event: ScalarEvent, style: ScalarStyle, text: string): ScalarValue {
    if (event.tagStart !== -1) {
      const tag = this.#source.slice(event.tagStart, event.tagEnd);
      if (tag === '!!str' || tag === '!') return text;
    }
    return style === 'plain' ? resolvePlainScalar(text) : text;
  }

  #mapping(event: Event & { type: typeof EVENT_MAPPING }, parent: Parent): YamlNode {
    const pairs: YamlPair[] = [];
    const node = {
      kind: 'mapping' as const,
      isFlow: event.style === COLLECTION_STYLE.FLOW,
      pairs,
      range: this.#range(event.start, event.start),
      parent,
    };
    this.#anchor(event, node);
    this.#cursor = event.start + (node.isFlow ? 1 : 0);
    while (this.#events[this.#next]?.type !== EVENT_POP) {
      const key = this.#node(node);
      const value = this.#node(node);
      pairs.push({ key, value, name: key.kind === 'scalar' ? key.text : '' });
    }
    this.#next += 1;
    this.#close(node, event.start, node.isFlow ? '}' : undefined);
    return node;
  }

  #sequence(event: Event & { type: typeof EVENT_SEQUENCE }, parent: Parent): YamlNode {
    const items: YamlNode[] = [];
    const node = {
      kind: 'sequence' as const,
      isFlow: event.style === COLLECTION_STYLE.FLOW,
      items,
      range: this.#range(event.start, event.start),
      parent,
    };
    this.#anchor(event, node);
    this.#cursor = event.start + (node.isFlow ? 1 : 0);
    while (this.#events[this.#next]?.type !== EVENT_POP) items.push(this.#node(node));
    this.#next += 1;
    this.#close(node, event.start, node.isFlow ? ']' : undefined);
    return node;
  }

  /** A collection's end has no offset of its own: it is the end of its last child, or its bracket. */
  #close(node: { range: OffsetRange }, start: number, bracket: string | undefined): void {
    if (bracket !== undefined) {
      // Only white space, a comma and comments can stand before it; a comment may hold brackets.
      FLOW_FILLER.lastIndex = this.#cursor;
      FLOW_FILLER.exec(this.#source);
      const at = FLOW_FILLER.lastIndex;
      if (this.#source[at] === bracket) this.#cursor = at + 1;
    }
    node.range = this.#range(start, this.#cursor);
  }

  #anchor(event: { anchorStart: number; anchorEnd: number }, node: YamlNode): void {
    if (event.anchorStart === -1) return;
    this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), node);
  }

  /** Right behind the colon of the key, or the dash of the item, that has no value. */
  #afterIndicator(): number {
    const indicator = /^(?:[ \t]*:|\s*-)/.exec(
      this.#source.slice(this.#cursor, this.#cursor + 200),
    );
    return this.#cursor + (indicator?.[0].length ?? 0);
  }

  #range(start: number, end: number): OffsetRange {
    return [this.#base + start, this.#base + end];
  }
}

/** Half-open range of UTF-16 offsets into the file: `[start, end)`. */
export type OffsetRange = readonly [start: number, end: number];

/** How a scalar was written. Quotes and block markers lie outside a scalar's `range`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** What kubectl makes of a scalar once YAML has become JSON. */
export type ScalarValue = string | number | boolean | null;

interface NodeBase {
  /** Where the node stands. An absent value has the empty range right after its key. */
  readonly range: OffsetRange;
  readonly parent: YamlMapping | YamlSequence | undefined;
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The decoded text, whatever type it resolves to. */
  readonly text: string;
  /** The typed value, as kubectl's YAML reader types it. */
  readonly value: ScalarValue;
  /** True when nothing was written at all (`key:`). */
  readonly isAbsent: boolean;
}

export interface YamlPair {
  readonly key: YamlNode;
  /** The key as text; the empty string for a key that is a collection. */
  readonly name: string;
  readonly value: YamlNode;
}

export interface YamlMapping extends NodeBase {
  readonly kind: 'mapping';
  readonly isFlow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlAlias extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The anchored node, or undefined when no such anchor was seen before. */
  readonly target: YamlNode | undefined;
}

export type YamlNode = YamlScalar | YamlMapping | YamlSequence | YamlAlias;

/** One fault that kept a document from being read whole. */
export interface YamlProblem {
  readonly message: string;
  readonly range: OffsetRange;
  /** The recovering parser's name for the fault; undefined when only the first fault is known. */
  readonly code: string | undefined;
}

/** One `---` document. `root` is undefined for an empty document and for one that could not be read. */
export interface YamlDocument {
  /** The document's text, separators excluded. */
  readonly range: OffsetRange;
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

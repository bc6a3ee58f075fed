/**
 * The table of Kubernetes' schemas as it is stored: one JSON text for all minors, made by
 * `npm run build:schema` from the OpenAPI documents and Go types of each release.
 */
export interface SchemaTable {
  /** Minor versions that it covers, ascending: `37` of 1.37. Bit n of a {@link Minors} is the n-th. */
  readonly minors: readonly number[];
  readonly definitions: Readonly<Record<string, StoredDefinition>>;
  readonly kinds: readonly StoredKind[];
}

/** In which minors something exists, one bit for each; absent means in all of them. */
export type Minors = number;

/** A type of objects or of parts of them, under a name such as `core.v1.Container`. */
export interface StoredDefinition {
  readonly fields: Readonly<Record<string, StoredField>>;
  readonly required?: readonly string[];
}

/**
 * The type of a field, in short: `s` string, `i` integer, `n` number, `b` boolean, `q` quantity,
 * `x` integer or string, `t` time, `y` base64, `*` anything, `@name` a definition, `[]` before the
 * type of a list's items, `{}` before that of a mapping's values.
 */
export type TypeText = string;

export type StoredField = TypeText | StoredFieldFacts;

export interface StoredFieldFacts {
  readonly type: TypeText;
  readonly minors?: Minors;
  /** The values that are allowed, each with the minors that know it where not all do. */
  readonly enum?: readonly (string | readonly [value: string, minors: Minors])[];
  readonly default?: unknown;
  /** Fields that tell the items of a list apart. */
  readonly keys?: readonly string[];
  readonly isDeprecated?: true;
}

export interface StoredKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly definition: string;
  /** Plural name and subresources; absent for kinds that are no resource of their own. */
  readonly resource?: string;
  readonly subresources?: readonly string[];
  readonly isNamespaced?: true;
  readonly minors?: Minors;
}

/** What the fields mean, by definition and field; the empty name stands for the definition itself. */
export type SchemaDescriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

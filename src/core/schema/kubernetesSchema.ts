import type { Field, FieldType, ObjectType, ScalarKind } from './fieldTypes.ts';
import type {
  Minors,
  SchemaTable,
  StoredDefinition,
  StoredField,
  StoredFieldFacts,
  StoredKind,
} from './tableFormat.ts';

/** A kind of objects that some version in support serves. */
export interface SchemaKind extends StoredKind {
  readonly apiVersion: string;
}

const SCALARS: ReadonlyMap<string, ScalarKind> = new Map([
  ['s', 'string'],
  ['i', 'integer'],
  ['n', 'number'],
  ['b', 'boolean'],
  ['q', 'quantity'],
  ['x', 'int-or-string'],
  ['t', 'time'],
  ['y', 'base64'],
]);

/** The schemas of one minor version of Kubernetes; types are read from the table when asked for. */
export class KubernetesSchema {
  readonly #table: SchemaTable;
  readonly #bit: number;
  readonly #types = new Map<string, ObjectType>();
  readonly #kinds = new Map<string, SchemaKind>();
  readonly #byKind = new Map<string, SchemaKind[]>();
  /** Kinds that an earlier minor of the table served, by the first minor without them. */
  readonly #gone = new Map<string, number>();
  /** The 37 of 1.37. */
  readonly minor: number;

  /** @param minor the nearest one that the table has is taken */
  constructor(table: SchemaTable, minor = Infinity) {
    this.#table = table;
    const known = table.minors.findLastIndex((one) => one <= minor);
    const index = Math.max(known, 0);
    this.#bit = 1 << index;
    this.minor = table.minors[index] ?? 0;
    for (const kind of table.kinds) {
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      const entry = { ...kind, apiVersion };
      if (!this.#exists(kind.minors)) {
        const last = Math.floor(Math.log2(kind.minors ?? 0));
        if (last < index)
          this.#gone.set(`${apiVersion} ${kind.kind}`, (table.minors[last] ?? 0) + 1);
        continue;
      }
      this.#kinds.set(`${apiVersion} ${kind.kind}`, entry);
      this.#byKind.set(kind.kind, [...(this.#byKind.get(kind.kind) ?? []), entry]);
    }
  }

  /** Every kind that this version serves. */
  get kinds(): Iterable<SchemaKind> {
    return this.#kinds.values();
  }

  /** Undefined for what this version does not serve. */
  kind(apiVersion: string, kind: string): SchemaKind | undefined {
    return this.#kinds.get(`${apiVersion} ${kind}`);
  }

  /** The first minor that does not serve a kind any more; undefined when it is served or unknown. */
  removedIn(apiVersion: string, kind: string): number | undefined {
    return this.#gone.get(`${apiVersion} ${kind}`);
  }

  /** The kinds of this name, whatever their group and version. */
  kindsNamed(kind: string): readonly SchemaKind[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The type of an object's root. */
  typeOf(apiVersion: string, kind: string): ObjectType | undefined {
    const found = this.kind(apiVersion, kind);
    return found === undefined ? undefined : this.definition(found.definition);
  }

  /** A type by its name in the table; unknown names are open to anything. */
  definition(name: string): ObjectType {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const stored = this.#table.definitions[name];
    const type = this.#objectType(name, stored);
    this.#types.set(name, type);
    return type;
  }

  #objectType(name: string, stored: StoredDefinition | undefined): ObjectType {
    const fields = new Map<string, Field>();
    for (const [field, value] of Object.entries(stored?.fields ?? {})) {
      const facts = factsOf(value);
      if (this.#exists(facts.minors)) fields.set(field, this.#field(field, facts));
    }
    return {
      kind: 'object',
      name,
      fields,
      // What a later version asks for need not exist in this one.
      required: stored?.required?.filter((field) => fields.has(field)) ?? [],
      isOpen: fields.size === 0,
    };
  }

  #field(name: string, facts: StoredFieldFacts): Field {
    const typeOf = (text: string): FieldType => this.#type(text);
    const values = facts.enum?.flatMap((one) =>
      typeof one === 'string' ? [one] : this.#exists(one[1]) ? [one[0]] : [],
    );
    return {
      name,
      // Definitions refer to themselves, so a field's type is read when somebody asks for it.
      get type() {
        return typeOf(facts.type);
      },
      enum: values ?? [],
      default: facts.default,
      keys: facts.keys ?? [],
      isDeprecated: facts.isDeprecated ?? false,
    };
  }

  #type(text: string): FieldType {
    if (text.startsWith('@')) return this.definition(text.slice(1));
    if (text.startsWith('[]')) return { kind: 'list', items: this.#type(text.slice(2)) };
    if (text.startsWith('{}')) return { kind: 'map', values: this.#type(text.slice(2)) };
    const scalar = SCALARS.get(text);
    return scalar === undefined ? ANYTHING : { kind: 'scalar', scalar };
  }

  #exists(minors: Minors | undefined): boolean {
    return minors === undefined || (minors & this.#bit) !== 0;
  }
}

const ANYTHING: FieldType = { kind: 'any' };

function factsOf(field: StoredField): StoredFieldFacts {
  return typeof field === 'string' ? { type: field } : field;
}

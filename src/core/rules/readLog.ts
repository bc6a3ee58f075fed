/** A rule that has looked at a set to judge one file. */
interface Reader {
  readonly uri: string;
  readonly rule: string;
  readonly topics: ReadonlySet<string>;
}

/** Rules to run over a file again; `all` for a file that has not been looked at as it is now. */
export type StaleRules = ReadonlySet<string> | 'all';

/**
 * Remembers which parts of a set the findings of each rule in each file were made from, so that a
 * change runs those alone again that looked at what changed. A part has a topic: a kind, a name, a
 * label.
 */
export class ReadLog {
  readonly #byTopic = new Map<string, Set<Reader>>();
  readonly #byFile = new Map<string, Map<string, Reader>>();
  readonly #stale = new Map<string, Set<string> | 'all'>();
  #current: Set<string> | undefined;

  /** Somebody looks at this part of the set. */
  read(topic: string): void {
    this.#current?.add(topic);
  }

  /** This part of the set changes: whoever looked at it has to look again. */
  touch(topic: string): void {
    for (const { uri, rule } of this.#byTopic.get(topic) ?? []) {
      const rules = this.#stale.get(uri);
      if (rules === undefined) this.#stale.set(uri, new Set([rule]));
      else if (rules !== 'all') rules.add(rule);
    }
  }

  /** A file that has not been looked at as it is now. */
  expect(uri: string): void {
    this.#stale.set(uri, 'all');
  }

  /** Runs a rule over a file and keeps what it looked at. */
  record<T>(uri: string, rule: string, run: () => T): T {
    const topics = new Set<string>();
    this.#current = topics;
    try {
      return run();
    } finally {
      this.#current = undefined;
      this.#subscribe({ uri, rule, topics });
    }
  }

  /** A file has been looked at again. */
  settle(uri: string): void {
    this.#stale.delete(uri);
  }

  /** The file is gone. */
  forget(uri: string): void {
    for (const reader of this.#byFile.get(uri)?.values() ?? []) this.#unsubscribe(reader);
    this.#byFile.delete(uri);
    this.#stale.delete(uri);
  }

  /** What may not be true any more, by file. */
  get stale(): readonly (readonly [uri: string, rules: StaleRules])[] {
    return [...this.#stale];
  }

  #subscribe(reader: Reader): void {
    let ofFile = this.#byFile.get(reader.uri);
    if (ofFile === undefined) this.#byFile.set(reader.uri, (ofFile = new Map()));
    const before = ofFile.get(reader.rule);
    if (before !== undefined) this.#unsubscribe(before);
    // Most rules have nothing to say about a file, and look at nothing for it.
    if (reader.topics.size === 0) {
      ofFile.delete(reader.rule);
      return;
    }
    ofFile.set(reader.rule, reader);
    for (const topic of reader.topics) {
      const readers = this.#byTopic.get(topic);
      if (readers === undefined) this.#byTopic.set(topic, new Set([reader]));
      else readers.add(reader);
    }
  }

  #unsubscribe(reader: Reader): void {
    for (const topic of reader.topics) {
      const readers = this.#byTopic.get(topic);
      readers?.delete(reader);
      if (readers?.size === 0) this.#byTopic.delete(topic);
    }
  }
}

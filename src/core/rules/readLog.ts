/**
 * Remembers which parts of a set the findings of each file were made from, so that a change runs
 * the cross-object rules again over those files alone that looked at what changed. A part has a
 * topic: a kind, a name, a label.
 */
export class ReadLog {
  readonly #readers = new Map<string, Set<string>>();
  readonly #topics = new Map<string, ReadonlySet<string>>();
  readonly #stale = new Set<string>();
  #current: Set<string> | undefined;

  /** Somebody looks at this part of the set. */
  read(topic: string): void {
    this.#current?.add(topic);
  }

  /** This part of the set changes: whoever looked at it has to look again. */
  touch(topic: string): void {
    for (const uri of this.#readers.get(topic) ?? []) this.#stale.add(uri);
  }

  /** A file that has not been looked at as it is now. */
  expect(uri: string): void {
    this.#stale.add(uri);
  }

  /** Runs the rules over a file and keeps what they looked at. */
  record<T>(uri: string, run: () => T): T {
    this.#unsubscribe(uri);
    this.#stale.delete(uri);
    const topics = new Set<string>();
    this.#current = topics;
    try {
      return run();
    } finally {
      this.#current = undefined;
      this.#topics.set(uri, topics);
      for (const topic of topics) {
        const readers = this.#readers.get(topic);
        if (readers === undefined) this.#readers.set(topic, new Set([uri]));
        else readers.add(uri);
      }
    }
  }

  /** The file is gone. */
  forget(uri: string): void {
    this.#unsubscribe(uri);
    this.#stale.delete(uri);
  }

  /** Files whose findings may not be true any more. */
  get stale(): readonly string[] {
    return [...this.#stale];
  }

  #unsubscribe(uri: string): void {
    for (const topic of this.#topics.get(uri) ?? []) {
      const readers = this.#readers.get(topic);
      readers?.delete(uri);
      if (readers?.size === 0) this.#readers.delete(topic);
    }
    this.#topics.delete(uri);
  }
}

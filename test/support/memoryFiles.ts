import type { Files } from '../../src/core/ports.ts';

/** Files in memory, by absolute path. */
export class MemoryFiles implements Files {
  readonly texts: Map<string, string>;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts));
  }

  async read(path: string): Promise<string | undefined> {
    return this.texts.get(path);
  }

  async write(path: string, text: string): Promise<void> {
    this.texts.set(path, text);
  }

  async makeFolder(): Promise<void> {
    // A folder is there as soon as something is in it.
  }

  async list(path: string): Promise<string[]> {
    const names = [...this.texts.keys()]
      .filter((each) => each.startsWith(`${path}/`))
      .map((each) => each.slice(path.length + 1))
      .map((each) => (each.includes('/') ? each.slice(0, each.indexOf('/') + 1) : each));
    return [...new Set(names)].toSorted();
  }

  async realPath(path: string): Promise<string | undefined> {
    const isThere =
      this.texts.has(path) || [...this.texts.keys()].some((each) => each.startsWith(`${path}/`));
    return isThere ? path : undefined;
  }
}

import { isInsidePath, resolveInside } from '../paths.ts';
import type { Files } from '../ports.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import type { Problems } from './problems.ts';

/** The files of one lab, for the parser. */
export class LabFolder {
  readonly folder: string;
  readonly problems: Problems;
  readonly #files: Files;

  constructor(files: Files, folder: string, problems: Problems) {
    this.#files = files;
    this.folder = folder;
    this.problems = problems;
  }

  /** @returns the text, or undefined when there is no such file or it cannot be read */
  async read(relative: string): Promise<string | undefined> {
    return this.#files.read(await resolveInside(this.#files, this.folder, relative));
  }

  async list(relative: string): Promise<string[]> {
    return this.#files.list(`${this.folder}/${relative}`);
  }

  /** Reports a path that leaves the folder, or that names nothing. `what`: a file or a folder. */
  async require(
    page: string,
    range: OffsetRange,
    relative: string,
    what: 'file' | 'folder' = 'file',
  ): Promise<void> {
    if (!this.requireInside(page, range, relative)) return;
    try {
      const path = await resolveInside(this.#files, this.folder, relative);
      if ((await this.#files.realPath(path)) !== undefined) return;
    } catch {
      // A symbolic link leads outside; what it leads to is not looked at.
      this.problems.add(page, 'path-outside', range, `"${relative}" leaves the lab's folder.`);
      return;
    }
    this.problems.add(page, 'file-missing', range, `There is no ${what} "${relative}" in the lab.`);
  }

  /** Reports a relative path that leaves its folder. @returns whether it stays inside */
  requireInside(page: string, range: OffsetRange, relative: string): boolean {
    if (isInsidePath(relative)) return true;
    const message = `"${relative}" leaves the folder: a path may not begin with "/" or contain "..".`;
    this.problems.add(page, 'path-outside', range, message);
    return false;
  }
}

import { mkdir, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Files } from '../../core/ports.ts';

/** Files of this machine, for the command line and for editors with a local disk. */
export const nodeFiles: Files = {
  async read(path) {
    return unlessMissing(() => readFile(path, 'utf8'), `Could not read ${path}`);
  },

  async write(path, text) {
    await orFail(async () => {
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${process.pid}.tmp`;
      await writeFile(temporary, text);
      await rename(temporary, path);
    }, `Could not write ${path}`);
  },

  async makeFolder(path) {
    await orFail(() => mkdir(path, { recursive: true }), `Could not make ${path}`);
  },

  async list(path) {
    const entries = await unlessMissing(
      () => readdir(path, { withFileTypes: true }),
      `Could not list ${path}`,
    );
    return (entries ?? [])
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .toSorted();
  },

  async realPath(path) {
    const real = await unlessMissing(() => realpath(path), `Could not resolve ${path}`);
    return real?.replaceAll('\\', '/');
  },
};

async function orFail<T>(work: () => Promise<T>, what: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new LabError('file-failed', `${what}: ${messageOf(error)}.`, {
      next: 'Check that the folder exists, that you may use it, and that the disk is not full.',
      cause: error,
    });
  }
}

async function unlessMissing<T>(work: () => Promise<T>, what: string): Promise<T | undefined> {
  return orFail(async () => {
    try {
      return await work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  }, what);
}

import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { LabError, messageOf } from '../../core/errors.ts';

/** Largest that one file of a pack may be. Bytes. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Names that no learner needs. */
const SKIPPED = /^(?:\.git|\.DS_Store|node_modules|\.vscode)$/;

/** A file to pack: its path in the archive, and its content. */
export type PackedFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Every file below a folder, by its path under `prefix`.
 * @throws LabError `path-outside` for a symbolic link, `file-too-big`
 */
export async function readTree(folder: string, prefix: string): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (SKIPPED.test(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    const inside = `${prefix}/${entry.name}`;
    if (entry.isSymbolicLink()) {
      throw new LabError('path-outside', `${path} is a symbolic link, and a pack holds none.`, {
        next: 'Put the file itself in its place.',
      });
    }
    if (entry.isDirectory()) {
      for (const [name, bytes] of await readTree(path, inside)) found.set(name, bytes);
    } else if (entry.isFile()) {
      const bytes = await readFile(path);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new LabError('file-failed', `${path} is larger than 5 MB.`);
      }
      found.set(inside, bytes);
    }
  }
  return found;
}

/** Writes the files as an archive, whole or not at all. @throws LabError `file-failed` */
export async function writeVsix(path: string, files: PackedFiles): Promise<void> {
  const entries = [...files].map(([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  try {
    const partial = `${path}.partial`;
    // A fixed time: the same labs make the same archive.
    await writeFile(
      partial,
      zipSync(Object.fromEntries(entries), { mtime: '2020-01-01T00:00:00Z' }),
    );
    await rename(partial, path);
  } catch (error) {
    throw new LabError('file-failed', `Could not write ${path}: ${messageOf(error)}.`, {
      next: 'Name another file with --out.',
      cause: error,
    });
  }
}

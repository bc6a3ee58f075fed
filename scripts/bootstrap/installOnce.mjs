// @ts-check
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';
import { withLock } from './lock.mjs';

const marker = 'k8s-labs-install.json';

/**
 * Installs something into the cache once. It is built in a sibling folder and renamed when whole,
 * so a cut install is never taken for a whole one; of two installs at once the second waits and
 * uses the first one's result.
 * @param {{ name: string, versions: Record<string, string>, onWait?: () => void }} what `name`:
 *   folder name, carries the version; `versions`: written into the marker file
 * @param {(folder: string) => Promise<void>} install fills the given empty folder
 * @returns {Promise<string>} the folder
 */
export async function installOnce({ name, versions, onWait }, install) {
  const cache = cacheFolder();
  const folder = join(cache, name);
  if (isWhole(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await withLock(
    name,
    async () => {
      if (isWhole(folder)) return;
      await removeLeftovers(cache, name);
      const partial = join(cache, `${name}.partial-${randomUUID()}`);
      await mkdir(partial);
      try {
        await install(partial);
        await writeFile(join(partial, marker), JSON.stringify({ name, versions }, null, 2));
        await rename(partial, folder);
      } catch (error) {
        await rm(partial, { recursive: true, force: true });
        throw error;
      }
    },
    onWait,
  );
  return folder;
}

/**
 * @param {string} folder
 * @returns {boolean} whether an install was finished there
 */
export function isWhole(folder) {
  return existsSync(join(folder, marker));
}

/**
 * @param {string} folder an installed folder
 * @returns {Promise<Record<string, string>>} what was written as `versions`
 */
export async function installedVersions(folder) {
  return JSON.parse(await readFile(join(folder, marker), 'utf8')).versions;
}

/**
 * Only called with the lock held, so nobody is working on what is found here.
 * @param {string} cache
 * @param {string} name
 */
async function removeLeftovers(cache, name) {
  for (const entry of await readdir(cache)) {
    if (entry === name || entry.startsWith(`${name}.partial-`)) {
      await rm(join(cache, entry), { recursive: true, force: true });
    }
  }
}

// @ts-check
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';

/**
 * Keeps the builds used last: one may be 150 MB.
 * @param {string} used the folder that is used now
 * @param {string} prefix of the names of all builds of the same thing
 * @param {number} kept how many stay
 */
export async function forgetOldBuilds(used, prefix, kept) {
  const now = new Date();
  await utimes(used, now, now);
  const builds = await Promise.all(
    (await readdir(cacheFolder()))
      .filter((name) => name.startsWith(prefix) && !name.includes('.partial-'))
      .map(async (name) => {
        const folder = join(cacheFolder(), name);
        return { folder, usedAt: (await stat(folder)).mtimeMs };
      }),
  );
  builds.sort((a, b) => b.usedAt - a.usedAt);
  for (const { folder } of builds.slice(kept)) await rm(folder, { recursive: true, force: true });
}

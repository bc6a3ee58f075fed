// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { withProgress } from './progress.mjs';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean, integrity?: string }} LockedPackage */

/** Makes sure that `node_modules` is what package-lock.json says. */
export async function ensureDependencies() {
  if (isInstalled()) return;
  const lock = `npm-ci-${createHash('sha256').update(repoFolder).digest('hex').slice(0, 12)}`;
  await withProgress(
    { id: 'npm-ci', text: 'Installing the npm packages', guessMs: 25_000 },
    (report) =>
      withLock(
        lock,
        async () => {
          if (isInstalled()) return;
          await runNpm({ step: 'Installing the npm packages', args: ['ci'], cwd: repoFolder });
        },
        () => report({ text: 'waiting for another install' }),
      ),
  );
}

/**
 * Compares the lock with the list that npm writes as the last act of an install, so a cut install
 * has none and one made by hand counts.
 * @returns {boolean}
 */
function isInstalled() {
  const wanted = readPackages(join(repoFolder, 'package-lock.json'));
  const present = readPackages(join(repoFolder, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    const installed = present[path];
    if (path === '' || locked.link) return true;
    if (installed === undefined) return locked.optional === true;
    return installed.version === locked.version && installed.integrity === locked.integrity;
  });
}

/** @param {string} file @returns {Record<string, LockedPackage> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

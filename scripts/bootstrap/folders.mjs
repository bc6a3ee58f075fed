// @ts-check
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const repoFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Where downloads and remembered durations live: everything in it can be deleted at any time.
 * @returns {string} absolute path, not created yet
 */
export function cacheFolder() {
  const chosen = process.env['K8S_LABS_CACHE'];
  if (chosen) return resolve(chosen);
  if (process.env['XDG_CACHE_HOME']) return join(process.env['XDG_CACHE_HOME'], 'k8s-labs');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'k8s-labs');
  if (process.platform === 'win32') return join(localAppData(), 'k8s-labs', 'cache');
  return join(homedir(), '.cache', 'k8s-labs');
}

/**
 * Where what the user would miss lives: practice cluster data, editor settings, installed extension.
 * @returns {string} absolute path, not created yet
 */
export function stateFolder() {
  const chosen = process.env['K8S_LABS_STATE'];
  if (chosen) return resolve(chosen);
  if (process.env['XDG_STATE_HOME']) return join(process.env['XDG_STATE_HOME'], 'k8s-labs');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'k8s-labs');
  }
  if (process.platform === 'win32') return join(localAppData(), 'k8s-labs');
  return join(homedir(), '.local', 'state', 'k8s-labs');
}

function localAppData() {
  return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
}

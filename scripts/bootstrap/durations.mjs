// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';

const fileName = 'durations.json';

/**
 * How long each step took the last time on this machine.
 * @returns {Record<string, number>} milliseconds by step id
 */
function readDurations() {
  try {
    return JSON.parse(readFileSync(join(cacheFolder(), fileName), 'utf8'));
  } catch {
    return {}; // Only a memory: a missing or broken one is the same as none.
  }
}

/**
 * @param {string} id
 * @param {number} guessMs used the first time
 */
export function usualMs(id, guessMs) {
  const known = readDurations()[id];
  return typeof known === 'number' && known > 0 ? known : guessMs;
}

/**
 * @param {string} id
 * @param {number} ms
 */
export function rememberDuration(id, ms) {
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `${fileName}.${randomUUID()}`);
  writeFileSync(temporary, JSON.stringify({ ...readDurations(), [id]: Math.round(ms) }, null, 2));
  renameSync(temporary, join(folder, fileName));
}

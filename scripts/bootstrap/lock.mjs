// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './folders.mjs';

const heartbeatMs = 2_000;
/** A holder that was suspended this long is taken for gone (its process id may belong to another). */
const staleMs = 60_000;

/**
 * Runs `work` while no other process of this user runs under the same name. The lock of a process
 * that died is taken over.
 * @template T
 * @param {string} name a file name
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(name, work, onWait) {
  const folder = join(cacheFolder(), 'locks');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.lock`);
  const content = `${process.pid} ${randomUUID()}`;
  let told = false;
  while (!(await tryCreate(file, content))) {
    if (await removeStale(file)) continue;
    if (!told) onWait?.();
    told = true;
    await sleep(250);
  }
  const heartbeat = setInterval(() => void touch(file), heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readText(file)) === content) await rm(file, { force: true });
  }
}

/** @param {string} file @param {string} content */
async function tryCreate(file, content) {
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that is gone. The rename decides between two that notice it at
 * once; when it caught a newer lock than the one judged, that one is put back.
 * @param {string} file
 */
async function removeStale(file) {
  const content = await readText(file);
  if (content === undefined) return true;
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) return true;
  const age = Date.now() - info.mtimeMs;
  // An empty lock is one that is just being written.
  const gone = content === '' ? age > heartbeatMs : !isAlive(Number.parseInt(content, 10));
  if (!gone && age < staleMs) return false;
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return true;
  }
  if ((await readText(aside)) !== content) {
    await rename(aside, file);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process of that id exists
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** @param {string} file */
async function touch(file) {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** @param {string} file @returns {Promise<string | undefined>} */
async function readText(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** @param {unknown} error @returns {string | undefined} */
function errorCode(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

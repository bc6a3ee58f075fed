// @ts-check
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';
import { exitOf, spawnGroup, stopGroup } from './processGroup.mjs';
import { StepError } from './stepError.mjs';

const lastLines = 12;
const keepLogsMs = 7 * 24 * 3600 * 1000;

/** @typedef {{
 *   step: string, command: string, args: readonly string[], next: string,
 *   cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number, onLine?: (line: string) => void,
 *   shell?: boolean }} LoggedCommand */

/**
 * Runs a program to its end with its output in a log file; the person sees output only when it
 * fails, and then the last lines and the file's path.
 * @param {LoggedCommand} options `next`: what to do when it fails; `limitMs`: default ten minutes
 * @returns {Promise<string>} everything it printed
 * @throws {StepError}
 */
export async function runLogged(options) {
  const { step, command, args, next, cwd, env, limitMs = 600_000, onLine, shell = false } = options;
  const logFile = await newLogFile(step);
  const log = createWriteStream(logFile);
  log.write(`$ ${[command, ...args].join(' ')}\n`);
  const child = spawnGroup(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  let output = '';
  let partial = '';
  const take = (/** @type {Buffer} */ chunk) => {
    const text = chunk.toString();
    output += text;
    log.write(text);
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    void stopGroup(child);
  }, limitMs);
  /** @type {number} */
  let code;
  try {
    code = await exitOf(child);
  } catch (cause) {
    const why = `"${command}" could not be started (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new StepError(step, { why, next, cause });
  } finally {
    clearTimeout(limit);
    log.end();
    await stopGroup(child, 1_000);
  }
  if (code === 0 && !timedOut) return output;
  const ended = timedOut ? `it took longer than ${limitMs / 60_000} minutes` : `exit code ${code}`;
  throw new StepError(step, { why: `${ended}. Its last lines:\n${tail(output)}`, next, logFile });
}

/**
 * @param {string} output
 * @returns {string} its last lines, without empty ones
 */
export function tail(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-lastLines).join('\n');
}

/**
 * A fresh log file's path; logs older than a week are removed on the way.
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function newLogFile(name) {
  const folder = join(cacheFolder(), 'logs');
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) {
    const path = join(folder, old);
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > keepLogsMs) await rm(path, { force: true });
  }
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return join(folder, `${slug}-${Date.now()}-${process.pid}.log`);
}

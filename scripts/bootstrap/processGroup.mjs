// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const windows = process.platform === 'win32';
/** @type {Set<ChildProcess>} */
const running = new Set();

// The last resort for a process that ends without stopping its children in order.
process.on('exit', () => {
  for (const child of running) signalTree(child, 'SIGKILL');
});

/**
 * Starts a program as the head of a process group of its own, so that it and all its children can
 * be stopped together. What still runs when this process ends is killed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function spawnGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: !windows });
  running.add(child);
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Stops a group: SIGTERM, then SIGKILL for what is left of it after `graceMs`. Grandchildren that
 * made groups of their own (a browser, a terminal) are included.
 * @param {ChildProcess} child
 * @param {number} [graceMs]
 */
export async function stopGroup(child, graceMs = 5_000) {
  if (child.pid === undefined) return;
  const groups = groupsBelow(child.pid);
  signalTree(child, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (groups.some(groupLives) && Date.now() < deadline) await sleep(25);
  signalTree(child, 'SIGKILL');
  for (const group of groups) signalGroup(group, 'SIGKILL');
  running.delete(child);
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>} exit code, 128 + n like a shell when a signal ended it
 * @throws when the program could not be started
 */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else signalGroup(child.pid, signal);
}

/** @param {number} group @param {NodeJS.Signals} signal */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

/** @param {number} group */
function groupLives(group) {
  if (windows) return false;
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {number[]} the process groups of a process and everything below it
 */
function groupsBelow(pid) {
  const table = processTable();
  const groups = new Set([pid]);
  const open = [pid];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const row of table) {
      if (row.parent !== parent) continue;
      open.push(row.pid);
      groups.add(row.group);
    }
  }
  return [...groups];
}

/** @returns {{ pid: number, parent: number, group: number }[]} empty where it cannot be read */
function processTable() {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readProcessRow);
  }
  if (windows) return [];
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    return pid && parent !== undefined && group ? [{ pid, parent, group }] : [];
  });
}

/** @param {string} pid */
function readProcessRow(pid) {
  try {
    // "pid (name with anything in it) state ppid pgrp …"
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent, group] = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return parent !== undefined && group ? [{ pid: Number(pid), parent, group }] : [];
  } catch {
    return []; // It ended while we were looking.
  }
}

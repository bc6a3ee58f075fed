import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const readyWithinMs = 120_000;

/** A program of the cluster, running, with its log in a file. */
export class Component {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #log: string;

  /**
   * @param args its command line
   * @param logs folder for its log
   */
  constructor(name: string, args: readonly string[], logs: string) {
    this.#name = name;
    this.#log = join(logs, `${name}.log`);
    const log = createWriteStream(this.#log);
    this.#child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.pipe(log);
    this.#child.stderr?.pipe(log);
    this.#child.on('error', (error) => log.write(`${String(error)}\n`));
  }

  /**
   * Waits until a question is answered with yes; what it throws is a no.
   * @throws Error with the end of the log when the program ended or took too long
   */
  async ready(isReady: () => Promise<boolean>): Promise<this> {
    const end = Date.now() + readyWithinMs;
    while (!(await isReady().catch(() => false))) {
      const isGone = this.#child.exitCode !== null || this.#child.pid === undefined;
      if (isGone || Date.now() > end) {
        const last = (await readFile(this.#log, 'utf8')).split('\n').slice(-15).join('\n');
        throw new Error(`${this.#name} ${isGone ? 'ended' : 'was not ready in time'}:\n${last}`);
      }
      await sleep(50);
    }
    return this;
  }

  /** Ends it, and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    const slow = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(slow);
  }
}

/**
 * Whether an address of this world answers with a status of success. Certificates are not looked
 * at: some components make their own.
 */
export async function answers(url: string): Promise<boolean> {
  const client = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    client
      .get(url, { rejectUnauthorized: false, timeout: 2_000, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', reject);
  });
}

import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Log, RunStore } from '../../core/ports.ts';
import type { Run } from '../../core/run/model.ts';

/** How long events of one change are gathered before listeners hear of it. Milliseconds. */
const SETTLE_MS = 30;

/** Only what `randomToken` makes, so that an id can never be a path. */
const RUN_ID = /^[a-z0-9]{1,32}$/;

/** Runs as one JSON file each in a folder of the user's, shared by all windows and the command line. */
export class FileRunStore implements RunStore {
  readonly #folder: string;
  readonly #log: Log;

  constructor(stateFolder: string, log: Log) {
    this.#folder = join(stateFolder, 'runs');
    this.#log = log;
  }

  async list(): Promise<Run[]> {
    await this.#ensureFolder();
    const names = await readdir(this.#folder);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
    const runs = await Promise.all(ids.map((id) => this.load(id)));
    return runs.filter((run) => run !== undefined).toSorted((a, b) => a.startedAt - b.startedAt);
  }

  async load(id: string): Promise<Run | undefined> {
    try {
      const run = JSON.parse(await readFile(this.#path(id), 'utf8')) as Run;
      if (run.schema === 1) return run;
      this.#log.warn(`Run ${id} was written by another version of Labs for Kubernetes.`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      this.#log.error(`Run ${id} could not be read.`, error);
    }
    return undefined;
  }

  async update(
    id: string,
    change: (run: Run | undefined) => Run | undefined,
  ): Promise<Run | undefined> {
    await this.#ensureFolder();
    const release = await this.#lock(id);
    try {
      const next = change(await this.load(id));
      if (next === undefined) await rm(this.#path(id), { force: true });
      else await this.#write(id, next);
      return next;
    } catch (error) {
      if (error instanceof LabError) throw error;
      throw new LabError('file-failed', `Progress could not be saved: ${messageOf(error)}.`, {
        next: `Check that there is room on the disk and that ${this.#folder} is yours.`,
        cause: error,
      });
    } finally {
      await release();
    }
  }

  watch(changed: () => void): () => void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    let timer: NodeJS.Timeout | undefined;
    const watcher: FSWatcher = watch(this.#folder, (_event, name) => {
      if (name !== null && !name.endsWith('.json')) return;
      clearTimeout(timer);
      timer = setTimeout(changed, SETTLE_MS);
    });
    watcher.on('error', (error) => this.#log.error('Runs are no longer watched.', error));
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  }

  #path(id: string): string {
    if (!RUN_ID.test(id)) throw new LabError('no-run', `"${id}" is not the name of a run.`);
    return join(this.#folder, `${id}.json`);
  }

  async #ensureFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await chmod(this.#folder, 0o700);
  }

  async #lock(id: string): Promise<() => Promise<void>> {
    // Loaded on first use: it patches `fs` while it loads, which activation need not wait for.
    const { lock } = await import('proper-lockfile');
    try {
      return await lock(this.#path(id), {
        realpath: false,
        stale: 10_000,
        retries: { retries: 40, minTimeout: 25, maxTimeout: 250 },
      });
    } catch (error) {
      throw new LabError('run-locked', 'Another window is working on this lab right now.', {
        next: 'Try again in a few seconds.',
        cause: error,
      });
    }
  }

  /** A reader sees the old record or the new one, never half of one. */
  async #write(id: string, run: Run): Promise<void> {
    const temporary = `${this.#path(id)}.${process.pid}.tmp`;
    await writeFile(temporary, `${JSON.stringify(run, undefined, 2)}\n`, { mode: 0o600 });
    await rename(temporary, this.#path(id));
  }
}

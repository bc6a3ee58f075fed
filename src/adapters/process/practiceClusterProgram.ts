import { spawn } from 'node:child_process';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Log, PracticeCluster, PracticeState, PracticeStatus } from '../../core/ports.ts';
import { runProgram } from './runProgram.ts';

/** How often a lease is renewed; the cluster forgets one after 60 s. Milliseconds. */
const LEASE_MS = 20_000;

/** The plain package has no program in it; those for one platform do. */
const HOW_TO_GET_IT =
  "Install the extension's package for this platform, name a k8s-labs-cluster in the setting " +
  'k8sLabs.practiceCluster.path, or use a cluster of your own. From the sources ' +
  '"npm run build:cluster" builds it, which needs Go.';

const MISSING = new LabError(
  'practice-cluster-missing',
  'This installation carries no practice cluster.',
  { next: HOW_TO_GET_IT },
);

/** Drives the `k8s-labs-cluster` program; what it prints is its only protocol. */
export class PracticeClusterProgram implements PracticeCluster {
  readonly #binary: () => Promise<string | undefined>;
  readonly #data: string;
  readonly #lingerMinutes: () => number;
  readonly #log: Log;
  readonly #lease: string;
  #renewal: NodeJS.Timeout | undefined;

  constructor(options: {
    binary: () => Promise<string | undefined>;
    stateFolder: string;
    lingerMinutes: () => number;
    log: Log;
  }) {
    this.#binary = options.binary;
    this.#data = join(options.stateFolder, 'practice');
    this.#lingerMinutes = options.lingerMinutes;
    this.#log = options.log;
    this.#lease = join(this.#data, 'leases', `${process.pid}-${Date.now().toString(36)}.lease`);
  }

  async status(): Promise<PracticeStatus> {
    const binary = await this.#binary();
    if (binary === undefined) return { state: 'missing' };
    const signal = AbortSignal.timeout(10_000);
    const result = await runProgram(binary, ['status', '--data', this.#data, '--json'], { signal });
    if (result.code !== 0) throw failure(result.stderr);
    return asStatus(JSON.parse(result.stdout) as Record<string, unknown>);
  }

  async start(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus> {
    const linger = `${this.#lingerMinutes()}m`;
    try {
      const status = await this.#bring(['start', '--detach', '--linger', linger], onPhase, signal);
      await this.#hold();
      return status;
    } catch (error) {
      // What runs in the background knows nothing of a person who has changed their mind.
      if (signal.aborted && (await this.status()).state === 'starting') await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.release();
    const signal = AbortSignal.timeout(30_000);
    const result = await runProgram(await this.#found(), ['stop', '--data', this.#data], {
      signal,
    });
    if (result.code !== 0) throw failure(result.stderr);
  }

  async reset(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus> {
    await this.#bring(['reset'], onPhase, signal);
    return this.start(onPhase, signal);
  }

  async release(): Promise<void> {
    clearInterval(this.#renewal);
    this.#renewal = undefined;
    await rm(this.#lease, { force: true });
  }

  async #found(): Promise<string> {
    const binary = await this.#binary();
    if (binary === undefined) throw MISSING;
    return binary;
  }

  /** Runs a verb that ends with the cluster ready, passing its phases on. */
  async #bring(
    verb: readonly string[],
    onPhase: (phase: string) => void,
    signal: AbortSignal,
  ): Promise<PracticeStatus> {
    const binary = await this.#found();
    return new Promise((resolve, reject) => {
      const child = spawn(binary, [...verb, '--data', this.#data], {
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
      });
      let ready: PracticeStatus | undefined;
      let errors = '';
      createInterface({ input: child.stdout }).on('line', (line) => {
        const message = asJson(line);
        if (typeof message?.['phase'] === 'string') onPhase(message['phase']);
        if (message?.['ready'] === true) ready = asStatus({ ...message, state: 'running' });
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve(ready ?? { state: 'stopped' });
        else reject(failure(errors));
      });
    });
  }

  /** Takes a lease and keeps it young while this process lives. */
  async #hold(): Promise<void> {
    await mkdir(join(this.#data, 'leases'), { recursive: true, mode: 0o700 });
    await writeFile(this.#lease, '', { mode: 0o600 });
    clearInterval(this.#renewal);
    this.#renewal = setInterval(() => {
      const now = new Date();
      // Written again where it is gone: after a sleep of the machine the cluster took it for stale.
      const renewed = utimes(this.#lease, now, now).catch(() =>
        writeFile(this.#lease, '', { mode: 0o600 }),
      );
      renewed.catch((error: unknown) =>
        this.#log.warn(`The practice cluster's lease was not renewed: ${messageOf(error)}`),
      );
    }, LEASE_MS);
    this.#renewal.unref();
  }
}

function asJson(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  return JSON.parse(line) as Record<string, unknown>;
}

/** The program's last line on standard error is JSON; anything else is shown as it is. */
function failure(stderr: string): LabError {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const report = last.startsWith('{') ? asJson(last) : undefined;
  const { message = last || 'The practice cluster gave no reason.', next } = report ?? {};
  return new LabError(
    'practice-cluster-failed',
    `The practice cluster could not be used: ${typeof message === 'string' ? message : last}`,
    typeof next === 'string' ? { next } : {},
  );
}

function asStatus(json: Record<string, unknown>): PracticeStatus {
  const text = (name: string): Record<string, string> => {
    const value = json[name];
    return typeof value === 'string' ? { [name]: value } : {};
  };
  return {
    state: json['state'] as PracticeState,
    ...text('context'),
    ...text('kubeconfig'),
    ...text('server'),
    ...text('version'),
    ...(typeof json['pid'] === 'number' ? { pid: json['pid'] } : {}),
  };
}

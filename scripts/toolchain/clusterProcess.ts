import { readFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { newLogFile, tail } from '../bootstrap/runLogged.mjs';
import { exitOf, spawnGroup, stopGroup } from '../bootstrap/processGroup.mjs';
import { StepError } from '../bootstrap/stepError.mjs';

/** The one line that the cluster's program prints when everything is up. */
export interface ClusterReady {
  /** Whether it was running already and we share it. */
  readonly joined: boolean;
  readonly kubeconfig: string;
  readonly context: string;
  readonly server: string;
  readonly version: string;
  readonly pid: number;
  /** Its data folder. */
  readonly data: string;
}

/** A practice cluster that lives as long as this process wants it. */
export interface ClusterProcess extends ClusterReady {
  /** Settles with the exit code when it ends, wanted or not. */
  readonly ended: Promise<number>;
  readonly logFile: string;
  stop(): Promise<void>;
}

interface ClusterFailure {
  readonly error: string;
  readonly message: string;
  readonly next: string;
}

const step = 'Starting the practice cluster';
const readyWithinMs = 90_000;
const stopWithinMs = 10_000;

/**
 * Starts the practice cluster in the foreground: it ends when its standard input closes, so it
 * cannot outlive this process even when this one is killed.
 */
export async function startCluster(options: {
  binary: string;
  data: string;
  /** How many simulated nodes; left out, the program's own number. */
  nodes?: number;
  onPhase?: (phase: string) => void;
  env?: NodeJS.ProcessEnv;
}): Promise<ClusterProcess> {
  const { binary, data, nodes, onPhase, env = process.env } = options;
  const logFile = await newLogFile('practice-cluster');
  const log = createWriteStream(logFile);
  const more = nodes === undefined ? [] : ['--nodes', String(nodes)];
  const child = spawnGroup(binary, ['start', '--data', data, ...more], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
  });
  let failure: ClusterFailure | undefined;
  const ended = exitOf(child).finally(() => log.end());
  ended.catch(() => undefined); // Whoever waits for it hears of it.
  child.stdin?.on('error', () => undefined); // It ended before we closed its input.

  const stop = async (): Promise<void> => {
    child.stdin?.end();
    const slow = setTimeout(() => void stopGroup(child), stopWithinMs);
    await ended.catch(() => undefined);
    clearTimeout(slow);
    await stopGroup(child, 1_000);
  };

  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.write(`${line}\n`);
      const record = parseLine(line);
      if (typeof record['error'] === 'string') failure = record as unknown as ClusterFailure;
    });
  }
  const { promise: ready, resolve } = Promise.withResolvers<ClusterReady>();
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      const record = parseLine(line);
      if (typeof record['phase'] === 'string') onPhase?.(record['phase']);
      if (record['ready'] === true) resolve(record as unknown as ClusterReady);
    });
  }

  const limit = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => limit.resolve('late'), readyWithinMs);
  const first = await Promise.race([ready, limit.promise, ended.then((code) => ({ code }))]).catch(
    (cause: unknown) => {
      throw new StepError(step, { why: String(cause), next: 'run the same command again', cause });
    },
  );
  clearTimeout(timer);
  if (first !== 'late' && 'kubeconfig' in first) return { ...first, ended, logFile, stop };

  await stop();
  throw new StepError(step, {
    why: failure?.message ?? (await describeEnd(first, logFile)),
    next: failure?.next ?? 'run the same command again; if it fails again, look into the log',
    logFile,
  });
}

async function describeEnd(first: 'late' | { code: number }, logFile: string): Promise<string> {
  const last = tail(await readFile(logFile, 'utf8').catch(() => ''));
  const what =
    first === 'late'
      ? `it was not ready after ${readyWithinMs / 1000} s`
      : `it ended with exit code ${first.code}`;
  return `${what}. Its last lines:\n${last}`;
}

function parseLine(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // Not one of the contract's lines: only for the log.
  }
}

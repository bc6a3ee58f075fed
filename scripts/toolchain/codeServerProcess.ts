import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { newLogFile, runLogged } from '../bootstrap/runLogged.mjs';
import { exitOf, spawnGroup, stopGroup } from '../bootstrap/processGroup.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import type { CodeServer } from './codeServer.ts';
import { freePort } from './freePort.ts';

/** Folders and switches of one browser VS Code. */
export interface CodeServerOptions {
  readonly userData: string;
  readonly extensions: string;
  /** Its configuration file; holds the password when there is one. */
  readonly config: string;
  readonly auth: 'password' | 'none';
  /** A port of 127.0.0.1; default any free one. */
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Further arguments: switches, then the folder to open. */
  readonly args: readonly string[];
}

/** A running browser VS Code. */
export interface CodeServerProcess {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly port: number;
  readonly logFile: string;
  /** Settles with the exit code when it ends, wanted or not. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

const step = 'Starting VS Code';
const readyWithinMs = 60_000;

/** Starts a browser VS Code on 127.0.0.1 and waits until it answers. */
export async function startCodeServer(
  host: CodeServer,
  options: CodeServerOptions,
): Promise<CodeServerProcess> {
  const port = options.port ?? (await freePort());
  if (port === undefined) {
    throw new StepError(step, { why: 'no port of 127.0.0.1 is free', next: 'close some programs' });
  }
  const address = `http://127.0.0.1:${port}`;
  const logFile = await newLogFile('vscode');
  const log = createWriteStream(logFile);
  const child = spawnGroup(
    host.node,
    [
      host.entry,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', options.auth],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...['--vscode-option', 'skip-sessions-welcome'],
      ...folderArguments(options),
      ...options.args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(options.env) },
  );
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = exitOf(child).finally(() => log.end());
  ended.catch(() => undefined); // Whoever waits for it hears of it.
  const stop = (): Promise<void> => stopGroup(child);
  const early = await Promise.race([waitUntilHealthy(address), ended]);
  if (early === 'healthy') return { address, port, logFile, ended, stop };
  await stop();
  throw new StepError(step, {
    why:
      early === 'late'
        ? `it did not answer within ${readyWithinMs / 1000} s`
        : `it ended with exit code ${early}`,
    next: 'run the same command again; if it fails again, look into the log',
    logFile,
  });
}

/** Installs a packed extension into the host's extensions folder; replaces the same version. */
export async function installVsix(
  host: CodeServer,
  folders: Pick<CodeServerOptions, 'userData' | 'extensions' | 'config'>,
  vsix: string,
): Promise<void> {
  await runLogged({
    step: 'Installing the extension',
    command: host.node,
    args: [host.entry, ...folderArguments(folders), '--install-extension', vsix, '--force'],
    env: cleanEnvironment(),
    next: 'run the same command again; if it fails again, look into the log',
  });
}

function folderArguments(
  folders: Pick<CodeServerOptions, 'userData' | 'extensions' | 'config'>,
): string[] {
  return [
    ...['--user-data-dir', folders.userData],
    ...['--extensions-dir', folders.extensions],
    ...['--config', folders.config],
  ];
}

/** Without what an outer VS Code's terminal or npm left in it, which would change ours. */
function cleanEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      !/^(VSCODE_|npm_|ELECTRON_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_CHANNEL_.*)$/.test(name),
  );
  return Object.fromEntries(kept);
}

async function waitUntilHealthy(address: string): Promise<'healthy' | 'late'> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    try {
      if ((await fetch(`${address}/healthz`)).ok) return 'healthy';
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  return 'late';
}

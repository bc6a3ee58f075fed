import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../bootstrap/folders.mjs';
import { isAlive } from '../bootstrap/lock.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import type { CodeServer } from './codeServer.ts';
import { installVsix, startCodeServer } from './codeServerProcess.ts';
import { hasDisplay } from './desktop.ts';
import { freePort } from './freePort.ts';
import { installWhenNew } from './installedVsix.ts';
import type { OpenWindow, WindowRequest } from './openWindow.ts';
import { findProgram } from './programs.ts';
import { baseSettings, seedSettings } from './settings.ts';
import { rememberPort, usualPort } from './usualPort.ts';

/** Serves the labs as VS Code in the browser, on 127.0.0.1 and behind a password of this start. */
export async function openInBrowser(
  request: WindowRequest & { readonly host: CodeServer },
): Promise<OpenWindow> {
  const { host, options, vsix, env } = request;
  if (options.port !== undefined && (await freePort(options.port)) === undefined) {
    throw new StepError('Starting VS Code', {
      why: `port ${options.port} of 127.0.0.1 is taken`,
      next: 'choose another one, or leave --port away for any free one',
    });
  }
  const home = join(stateFolder(), 'browser');
  const userData = join(home, 'user');
  const extensions = join(home, 'extensions');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await seedSettings(userData, baseSettings);
  const password = options.password ? randomBytes(12).toString('base64url') : undefined;
  const session = await createSession(home, password);
  const folders = { userData, extensions, config: join(session, 'config.yaml') };
  const removeSession = (): Promise<void> => rm(session, { recursive: true, force: true });
  try {
    await installWhenNew(extensions, vsix, () => installVsix(host, folders, vsix));
    const port = options.port ?? (await usualPort(home));
    const server = await startCodeServer(host, {
      ...folders,
      auth: password === undefined ? 'none' : 'password',
      ...(port === undefined ? {} : { port }),
      env,
      args: [options.workspace],
    });
    await rememberPort(home, server.port);
    const address = `${server.address}/?folder=${encodeURI(options.workspace)}`;
    if (options.open) openAddress(address);
    return {
      kind: 'browser',
      lines: [
        `  VS Code   ${address}`,
        ...(password === undefined ? [] : [`  Password  ${password}   (for this start only)`]),
      ],
      ended: server.ended,
      logFile: server.logFile,
      stop: async () => {
        await server.stop();
        await removeSession();
      },
    };
  } catch (error) {
    await removeSession();
    throw error;
  }
}

/** A private folder for this start's password file; those of starts that were killed are removed. */
async function createSession(home: string, password: string | undefined): Promise<string> {
  const sessions = join(home, 'sessions');
  await mkdir(sessions, { recursive: true, mode: 0o700 });
  for (const old of await readdir(sessions)) {
    if (!isAlive(Number.parseInt(old, 10))) {
      await rm(join(sessions, old), { recursive: true, force: true });
    }
  }
  const session = await mkdtemp(join(sessions, `${process.pid}-`));
  const secret = password === undefined ? '' : `password: ${JSON.stringify(password)}\n`;
  await writeFile(join(session, 'config.yaml'), `cert: false\n${secret}`, { mode: 0o600 });
  return session;
}

/** Shows the address in the user's browser where there is one. */
function openAddress(address: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const program = findProgram(opener);
  if (program === undefined || !hasDisplay()) return;
  const child = spawn(program, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // The address is printed anyway.
  child.unref();
}

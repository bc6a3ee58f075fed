import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../bootstrap/lock.mjs';
import { exitOf, spawnGroup, stopGroup } from '../bootstrap/processGroup.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { findProgram } from './programs.ts';

const oldestMinor = 125;
const shell = process.platform === 'win32';

/** @returns the desktop VS Code's command, when one is there that we can use and there is a display. */
export function findDesktop(): string | undefined {
  const code = findProgram('code');
  // Inside a VS Code terminal of a remote window, `code` only talks to that window.
  if (code === undefined || process.env['VSCODE_IPC_HOOK_CLI'] || !hasDisplay()) return undefined;
  const { status, stdout } = spawnSync(code, ['--version'], { encoding: 'utf8', shell });
  const minor = status === 0 ? /^1\.(\d+)\./.exec(stdout)?.[1] : undefined;
  if (minor === undefined) return undefined;
  if (Number(minor) >= oldestMinor) return code;
  process.stderr.write(
    `· The desktop VS Code is 1.${minor}, older than 1.${oldestMinor}: using the browser instead.\n`,
  );
  return undefined;
}

/** @returns whether a window can be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Folders of our own, so that the user's VS Code stays as it is. */
export interface DesktopFolders {
  readonly userData: string;
  readonly extensions: string;
}

/** Installs a packed extension for the desktop window. */
export async function installInDesktop(
  code: string,
  folders: DesktopFolders,
  vsix: string,
): Promise<void> {
  await runLogged({
    step: 'Installing the extension',
    command: code,
    args: [...folderArguments(folders), '--install-extension', vsix, '--force'],
    shell,
    next: 'run the same command again, or use the browser: npm start -- --browser',
  });
}

/** Opens the desktop window. `ended` settles when it is closed. */
export function openDesktop(
  code: string,
  folders: DesktopFolders,
  workspace: string,
  env: NodeJS.ProcessEnv,
): { ended: Promise<number>; stop: () => Promise<void> } {
  const args = [...folderArguments(folders), '--new-window', '--wait', workspace];
  const child = spawnGroup(code, args, { stdio: 'ignore', env, shell });
  const stop = async (): Promise<void> => {
    await stopGroup(child);
    await stopWindow(folders.userData);
  };
  return { ended: exitOf(child), stop };
}

/** The window is no child of the command that opened it; VS Code leaves its process id here. */
async function stopWindow(userData: string): Promise<void> {
  const text = await readFile(join(userData, 'code.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGTERM');
}

function folderArguments({ userData, extensions }: DesktopFolders): string[] {
  return ['--user-data-dir', userData, '--extensions-dir', extensions];
}

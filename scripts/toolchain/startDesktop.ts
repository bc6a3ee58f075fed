import { join } from 'node:path';
import { stateFolder } from '../bootstrap/folders.mjs';
import { installInDesktop, openDesktop } from './desktop.ts';
import { installWhenNew } from './installedVsix.ts';
import type { OpenWindow, WindowRequest } from './openWindow.ts';
import { baseSettings, seedSettings } from './settings.ts';

/** Opens the labs in the desktop VS Code, with settings and extensions of its own. */
export async function openInDesktop(
  request: WindowRequest & { readonly code: string },
): Promise<OpenWindow> {
  const { code, options, vsix, env } = request;
  const home = join(stateFolder(), 'desktop');
  const folders = { userData: join(home, 'user'), extensions: join(home, 'extensions') };
  await seedSettings(folders.userData, baseSettings);
  await installWhenNew(folders.extensions, vsix, () => installInDesktop(code, folders, vsix));
  const window = openDesktop(code, folders, options.workspace, env);
  return {
    kind: 'desktop',
    lines: ['  VS Code   the window that just opened (close it to stop)'],
    logFile: undefined,
    ...window,
  };
}

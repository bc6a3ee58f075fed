import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Settings of every VS Code that we open: no chat bar, no AI entries, no welcome tab. */
export const baseSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
};

/** Writes the first settings of a user data folder; never touches settings that are there. */
export async function seedSettings(
  userData: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}

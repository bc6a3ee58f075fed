import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first runnable file of this name on the PATH, or undefined. */
export async function findProgram(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const suffixes = process.platform === 'win32' ? ['.exe'] : [''];
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    for (const suffix of suffixes) {
      const path = join(folder, name + suffix);
      if (await isRunnable(path)) return path;
    }
  }
  return undefined;
}

/** True for a file that this user may run. */
export async function isRunnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // Missing, a folder, or not ours to run: all mean "look further".
    return false;
  }
}

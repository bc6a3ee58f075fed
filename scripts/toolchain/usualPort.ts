import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './freePort.ts';

const fileName = 'port';

/**
 * The port of the last start when it is still free: a browser keeps trust, layout and open files
 * by address, so another port would make the person begin anew.
 * @param folder where it is remembered
 */
export async function usualPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => '');
  const remembered = Number.parseInt(text, 10);
  return remembered > 0 && remembered < 65_536 ? await freePort(remembered) : undefined;
}

/** Remembers a port for `usualPort`. */
export async function rememberPort(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, fileName), `${port}\n`);
}

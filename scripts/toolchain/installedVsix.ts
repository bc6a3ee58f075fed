import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { withProgress } from '../bootstrap/progress.mjs';
import { extensionIdentity } from './extensionPackage.ts';

/**
 * Installs the packed extension into an extensions folder when another one, or none, is in it.
 * @param install does the installing
 */
export async function installWhenNew(
  extensions: string,
  vsix: string,
  install: () => Promise<void>,
): Promise<void> {
  await mkdir(extensions, { recursive: true });
  const memory = join(extensions, '.k8s-labs-installed');
  const hash = createHash('sha256')
    .update(await readFile(vsix))
    .digest('hex');
  const lock = `extensions-${createHash('sha256').update(extensions).digest('hex').slice(0, 12)}`;
  await withLock(lock, async () => {
    if (existsSync(memory) && (await readFile(memory, 'utf8')) === hash && isPresent(extensions)) {
      return;
    }
    const text = 'Installing the extension';
    await withProgress({ id: 'install-vsix', text, guessMs: 2_000 }, install);
    await writeFile(memory, hash);
  });
}

function isPresent(extensions: string): boolean {
  const { id, version } = extensionIdentity();
  return globSync(`${id}-${version}*/package.json`, { cwd: extensions }).length > 0;
}

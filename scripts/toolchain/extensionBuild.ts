import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { withProgress } from '../bootstrap/progress.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { withDistLock } from './repoLock.ts';
import { hashSources, isFresh, writeStamp, type Product } from './stamp.ts';

const dist = join(repoFolder, 'dist');

/** What the bundles are made from. */
export const extensionSources: readonly string[] = [
  'src/**',
  'media/**',
  'docs/rules/**',
  'snippets/**',
  'package.json',
  'package-lock.json',
  'esbuild.mjs',
];

const bundles = ['extension.js', 'cli.js', 'stepPanel.js'].map((name) => join(dist, name));

const plain: Product = {
  stamp: join(dist, '.build.json'),
  sources: extensionSources,
  outputs: bundles,
};

const withTests: Product = {
  stamp: join(dist, '.build-tests.json'),
  sources: [...extensionSources, 'test/host/**', 'test/support/**'],
  outputs: [...bundles, join(dist, 'test', 'host', 'index.js')],
};

/** Bundles the extension and the command line into `dist` when they are not up to date. */
export async function buildExtension({ tests }: { tests: boolean }): Promise<void> {
  await withDistLock(async () => {
    if (isFresh(withTests) || (!tests && isFresh(plain))) return;
    const product = tests ? withTests : plain;
    const sources = hashSources(product);
    await withProgress({ id: 'build', text: 'Building the extension', guessMs: 3_000 }, () =>
      runLogged({
        step: 'Building the extension',
        command: process.execPath,
        args: [join(repoFolder, 'esbuild.mjs'), ...(tests ? ['--tests'] : [])],
        cwd: repoFolder,
        next: 'mend the source files named above, then run the same command again',
      }),
    );
    await writeStamp(product, sources);
  });
}

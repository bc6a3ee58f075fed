import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { withProgress } from '../bootstrap/progress.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { buildCluster, clusterStep } from '../cluster/build.mjs';
import { buildExtension, extensionSources } from './extensionBuild.ts';
import { withDistLock } from './repoLock.ts';
import { hashSources, isFresh, writeStamp, type Product } from './stamp.ts';

/** The packed extension's identity, from package.json. */
export interface ExtensionIdentity {
  /** `publisher.name` */
  readonly id: string;
  readonly version: string;
}

/** @returns what package.json says about the extension. */
export function extensionIdentity(): ExtensionIdentity {
  const manifest = JSON.parse(readFileSync(join(repoFolder, 'package.json'), 'utf8')) as {
    publisher: string;
    name: string;
    version: string;
  };
  return { id: `${manifest.publisher}.${manifest.name}`, version: manifest.version };
}

/** Packs the extension when the packed one is not up to date. @returns the .vsix file's path. */
export async function packExtension(): Promise<string> {
  await buildExtension({ tests: false });
  const vsix = join(repoFolder, 'dist', `k8s-labs-${extensionIdentity().version}.vsix`);
  const product: Product = {
    stamp: join(repoFolder, 'dist', '.vsix.json'),
    sources: [
      ...extensionSources,
      'labs/**',
      'schemas/**',
      'snippets/**',
      'l10n/**',
      'walkthrough/**',
      '*.md',
      'LICENSE*',
      'package.nls*.json',
      'language-configuration*.json',
      '.vscodeignore',
    ],
    outputs: [vsix],
  };
  await withDistLock(async () => {
    if (isFresh(product)) return;
    const sources = hashSources(product);
    await withProgress({ id: 'pack', text: 'Packing the extension', guessMs: 2_500 }, () =>
      pack(vsix),
    );
    await writeStamp(product, sources);
  });
  return vsix;
}

/**
 * Packs the extension for one platform, with the practice cluster in it.
 * @param target one of scripts/cluster/targets.mjs
 * @returns the .vsix file's path
 */
export async function packForPlatform(target: string): Promise<string> {
  await buildExtension({ tests: false });
  const vsix = join(repoFolder, 'dist', `k8s-labs-${target}-${extensionIdentity().version}.vsix`);
  return withDistLock(async () => {
    const text = `${clusterStep} for ${target}`;
    await withProgress({ id: 'cluster', text, guessMs: 5 * 60_000 }, (onProgress) =>
      buildCluster({ onProgress, target }),
    );
    // The plain package's list, and what only this one has.
    const ignoreFile = join(repoFolder, 'dist', `.vscodeignore-${target}`);
    const plain = await readFile(join(repoFolder, '.vscodeignore'), 'utf8');
    await writeFile(ignoreFile, `${plain}\n!dist/bin/${target}/**\n!cluster/NOTICE\n`);
    await withProgress({ id: 'pack', text: 'Packing the extension', guessMs: 20_000 }, () =>
      pack(vsix, ['--target', target, '--ignoreFile', ignoreFile]),
    );
    await rm(ignoreFile);
    return vsix;
  });
}

async function pack(vsix: string, more: readonly string[] = []): Promise<void> {
  const partial = `${vsix}.partial`;
  await runLogged({
    step: 'Packing the extension',
    command: process.execPath,
    args: [
      join(repoFolder, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      '--no-dependencies',
      // The bundles need no modules, and there is no public repository to point links at.
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      partial,
      ...more,
    ],
    cwd: repoFolder,
    next: 'mend what the lines above name, then run the same command again',
  });
  await rename(partial, vsix);
}

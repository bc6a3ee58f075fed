#!/usr/bin/env node
// @ts-check
// `npm run build:cluster`: the practice cluster's program, dist/bin/k8s-labs-cluster. For other
// platforms: `-- --target darwin-arm64` or `-- --all`, which go to dist/bin/<target>.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { repoFolder } from '../bootstrap/folders.mjs';
import { forgetOldBuilds } from '../bootstrap/forgetOldBuilds.mjs';
import { installOnce } from '../bootstrap/installOnce.mjs';
import { withProgress } from '../bootstrap/progress.mjs';
import { runLogged } from '../bootstrap/runLogged.mjs';
import { StepError, describeFailure } from '../bootstrap/stepError.mjs';
import { goVersion } from './goVersion.mjs';
import { hostTarget, targets } from './targets.mjs';
import { versionFlags } from './versionFlags.mjs';

/** @typedef {import('../bootstrap/progress.mjs').Report} Report */

export const clusterStep = 'Building the practice cluster';
const firstBuildMs = 5 * 60_000;
const limitMs = 40 * 60_000;
const keptBuilds = 3;
const clusterFolder = join(repoFolder, 'cluster');

/**
 * Puts the program into dist/bin; takes it from the cache when the same sources were built before.
 * @param {{ onProgress: (progress: Report) => void, target?: string }} options `target` for a
 *   platform other than this machine's, into dist/bin/<target>
 * @returns {Promise<{ binary: string }>}
 * @throws {StepError}
 */
export async function buildCluster({ onProgress, target }) {
  const platform = target ?? hostTarget;
  const programName = `k8s-labs-cluster${platform.startsWith('win32-') ? '.exe' : ''}`;
  const version = goVersion(clusterStep);
  const cachePrefix = `cluster-${platform}-`;
  const folder = await installOnce(
    { name: `${cachePrefix}${hashBuild(version)}`, versions: { go: version } },
    (partial) => compile(join(partial, programName), platform, onProgress),
  );
  await forgetOldBuilds(folder, cachePrefix, keptBuilds);
  const binary = join(repoFolder, 'dist', 'bin', target ?? '', programName);
  await mkdir(dirname(binary), { recursive: true });
  // A running program's file cannot be written, but it can be replaced.
  const partial = `${binary}.${process.pid}`;
  await copyFile(join(folder, programName), partial);
  await rename(partial, binary);
  return { binary };
}

/** @param {string} output @param {string} platform @param {(progress: Report) => void} onProgress */
async function compile(output, platform, onProgress) {
  const go = (/** @type {string[]} */ args, /** @type {(line: string) => void} */ onLine) =>
    runLogged({
      step: clusterStep,
      command: 'go',
      args,
      cwd: clusterFolder,
      env: { ...process.env, ...targets[platform], CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
      limitMs,
      onLine,
      next: 'see that the Go module proxy can be reached and that 8 GB of disk are free, then run the same command again',
    });
  onProgress({ text: 'downloading modules' });
  let total = 0;
  await go(['list', '-deps', '.'], () => (total += 1));
  let done = 0;
  const flags = ['-trimpath', '-ldflags', `-s -w ${versionFlags(join(clusterFolder, 'go.mod'))}`];
  await go(['build', '-v', ...flags, '-o', output, '.'], (line) => {
    if (/^[\w./@-]+$/.test(line)) done += 1;
    onProgress({ done, total: total + 1, text: `package ${done} of ${total}` });
  });
}

/**
 * The identity of a build: every source file and the compiler.
 * @param {string} goVersionText
 */
function hashBuild(goVersionText) {
  const hash = createHash('sha256').update(
    `${goVersionText} ${readFileSync(new URL(import.meta.url), 'utf8')}`,
  );
  const files = readdirSync(clusterFolder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name !== 'NOTICE' && !entry.name.endsWith('_test.go'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(`\0${file.slice(clusterFolder.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 20);
}

async function main() {
  if (!existsSync(clusterFolder)) {
    throw new StepError(clusterStep, {
      why: 'there is no folder "cluster"',
      next: 'use a whole clone',
    });
  }
  for (const target of askedTargets()) {
    const text = target === undefined ? clusterStep : `${clusterStep} for ${target}`;
    const { binary } = await withProgress(
      { id: 'cluster', text, guessMs: firstBuildMs },
      (onProgress) => buildCluster({ onProgress, ...(target === undefined ? {} : { target }) }),
    );
    console.log(binary);
  }
}

/** What the command line asks for; undefined stands for this machine. */
function askedTargets() {
  const { values } = parseArgs({
    options: { all: { type: 'boolean' }, target: { type: 'string', multiple: true } },
  });
  const names = values.all ? Object.keys(targets) : (values.target ?? [undefined]);
  for (const name of names) {
    if (name === undefined || name in targets) continue;
    throw new StepError(clusterStep, {
      why: `there is no target "${name}"`,
      next: `name one of ${Object.keys(targets).join(', ')}`,
    });
  }
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main();
  } catch (error) {
    console.error(describeFailure(error));
    process.exit(1);
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repoFolder } from '../bootstrap/folders.mjs';
import { withProgress, type Report } from '../bootstrap/progress.mjs';
import { StepError } from '../bootstrap/stepError.mjs';
import { withDistLock } from './repoLock.ts';
import { hashSources, isFresh, writeStamp, type Product } from './stamp.ts';

/** What `scripts/cluster/build.mjs` exports. */
interface ClusterBuild {
  buildCluster(options: {
    onProgress: (progress: Report) => void;
  }): Promise<{ binary: string }>;
}

const step = 'Building the practice cluster';
const firstBuildMs = 5 * 60_000;
const withoutGo = 'or use a cluster of your own: npm start -- --context NAME';

/** Makes sure of the practice cluster's program. @returns its path. */
export async function ensureClusterBinary(): Promise<string> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = join(repoFolder, 'dist', 'bin', `k8s-labs-cluster${suffix}`);
  const product: Product = {
    stamp: join(repoFolder, 'dist', '.cluster.json'),
    sources: ['cluster/**', 'scripts/cluster/**'],
    outputs: [binary],
  };
  return withDistLock(async () => {
    if (isFresh(product)) return binary;
    requireGo();
    const sources = hashSources(product);
    const build = await loadBuild();
    await withProgress({ id: 'cluster', text: step, guessMs: firstBuildMs }, (report) =>
      build.buildCluster({ onProgress: report }),
    );
    await writeStamp(product, sources);
    return binary;
  });
}

async function loadBuild(): Promise<ClusterBuild> {
  const file = join(repoFolder, 'scripts', 'cluster', 'build.mjs');
  return (await import(pathToFileURL(file).href)) as ClusterBuild;
}

/** @throws StepError when Go is missing or older than cluster/go.mod wants. */
export function requireGo(): void {
  const wanted = wantedGo();
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
    cwd: repoFolder,
  });
  const found = status === 0 ? /go(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] : undefined;
  if (found !== undefined && isAtLeast(found, wanted)) return;
  throw new StepError(step, {
    why:
      found === undefined
        ? `it is built with Go ${wanted} or newer, and no Go is on the PATH`
        : `it is built with Go ${wanted} or newer, and the Go on the PATH is ${found}`,
    next: `install Go ${wanted} or newer and run the same command again, ${withoutGo}`,
  });
}

function wantedGo(): string {
  const file = join(repoFolder, 'cluster', 'go.mod');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^go (\S+)$/m.exec(text)?.[1] ?? '1.26';
}

/** Compares dotted versions number by number; a missing part counts as 0. */
function isAtLeast(found: string, wanted: string): boolean {
  const have = found.split('.').map(Number);
  for (const [index, part] of wanted.split('.').map(Number).entries()) {
    const mine = have[index] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

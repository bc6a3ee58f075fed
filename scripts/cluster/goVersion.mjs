// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoFolder } from '../bootstrap/folders.mjs';
import { StepError } from '../bootstrap/stepError.mjs';

/**
 * @param {string} step what Go is needed for
 * @returns {string} the version of the Go on the PATH, e.g. `1.26.8`
 * @throws {StepError} when Go is missing or older than cluster/go.mod wants
 */
export function goVersion(step) {
  const wanted = wantedGo();
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], {
    encoding: 'utf8',
    cwd: repoFolder,
  });
  const found = status === 0 ? /go(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1] : undefined;
  if (found !== undefined && isAtLeast(found, wanted)) return found;
  throw new StepError(step, {
    why:
      found === undefined
        ? `it is built with Go ${wanted} or newer, and no Go is on the PATH`
        : `it is built with Go ${wanted} or newer, and the Go on the PATH is ${found}`,
    next: `install Go ${wanted} or newer and run the same command again, or use a cluster of your own: npm start -- --context NAME`,
  });
}

function wantedGo() {
  const text = readFileSync(join(repoFolder, 'cluster', 'go.mod'), 'utf8');
  return /^go (\S+)$/m.exec(text)?.[1] ?? '1.26';
}

/**
 * Compares dotted versions number by number; a missing part counts as 0.
 * @param {string} found
 * @param {string} wanted
 */
function isAtLeast(found, wanted) {
  const have = found.split('.').map(Number);
  for (const [index, part] of wanted.split('.').map(Number).entries()) {
    const mine = have[index] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

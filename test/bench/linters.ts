import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { findProgram } from '../../scripts/toolchain/programs.ts';
import { type Figure, figureOf } from './figure.ts';
import { manifest } from './manifests.ts';

const OBJECTS = 1000;

const ROUNDS = 5;

/** What a whole run over a folder of 1,000 objects may take, from the start of the program on. */
const BUDGET_MS = 2_000;

/** Compiled programs with a sixth of the rules: half as fast is fast enough. */
const WANTED_RATIO = 0.5;

/** Other linters, with the arguments that they take for a folder of files. */
const PEERS: Readonly<Record<string, (paths: readonly string[], folder: string) => string[]>> = {
  'kube-linter': (_paths, folder) => ['lint', folder],
  'kube-score': (paths) => ['score', ...paths],
};

/** Our command line over a folder, beside each other linter that is on the PATH. */
export async function linterFigures(cli: string): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-bench-'));
  try {
    const paths = Array.from({ length: OBJECTS }, (_, index) => join(folder, `${index}.yaml`));
    await Promise.all(paths.map((path, index) => writeFile(path, manifest(index))));
    const ours = timesOf(process.execPath, [cli, 'lint', folder]);
    const name = `command line, ${OBJECTS} objects in as many files`;
    const peers = Object.entries(PEERS).flatMap(([peer, argumentsFor]) => {
      const program = findProgram(peer);
      if (program === undefined) return [];
      const times = timesOf(program, argumentsFor(paths, folder));
      const compared = { name: peer, times, wantedRatio: WANTED_RATIO };
      return [figureOf(`${name}, beside ${peer}`, ours, BUDGET_MS, compared)];
    });
    return peers.length > 0 ? peers : [figureOf(name, ours, BUDGET_MS)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whole processes: that these linters find something is no failure. */
function timesOf(program: string, args: readonly string[]): number[] {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { error } = spawnSync(program, args, { stdio: 'ignore' });
    if (error !== undefined) throw error;
    times.push(performance.now() - start);
  }
  return times;
}

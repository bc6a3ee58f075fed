import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { rules } from '../../src/core/rules/index.ts';
import { LintSession } from '../../src/core/rules/lintSession.ts';
import { type Figure, figureOf } from './figure.ts';
import { manifest } from './manifests.ts';
import { monokleTimes } from './monokle.ts';
import { languageServerTimes } from './peer.ts';

/** How many times faster than the language server a keystroke has to be. */
const WANTED_RATIO = 10;

/** The same for the validation of Monokle. */
const WANTED_MONOKLE_RATIO = 50;

const LIMITS = {
  keystroke: new Map([
    [1, 1],
    [100, 3],
    [1000, 10],
  ]),
  cold: new Map([
    [100, 60],
    [1000, 400],
  ]),
};

/** What a keystroke, a first look and a big file cost. */
export async function keystrokeFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [count, budget] of LIMITS.keystroke) figures.push(await keystrokes(count, budget));
  figures.push(await besideMonokle(1000, 10));
  for (const [count, budget] of LIMITS.cold) figures.push(await coldIndex(count, budget));
  figures.push(firstLint(), bigFile());
  return figures;
}

function newSession(): LintSession {
  return new LintSession(() => ({ rules, profile: 'learner' }));
}

function uriOf(index: number): string {
  return `file:///bench/${index}.yaml`;
}

/** One more character in one file of a folder of so many objects; all cross-object rules run. */
async function keystrokes(count: number, budget: number): Promise<Figure> {
  return figureOf(`compute per keystroke, ${count} objects`, keystrokeTimes(count), budget, {
    name: 'yaml-language-server, validation without a schema',
    times: await languageServerTimes(count),
    // With a single object both are over before anybody could notice.
    wantedRatio: count === 1 ? 1 : WANTED_RATIO,
  });
}

function keystrokeTimes(count: number): number[] {
  const session = newSession();
  for (let index = 0; index < count; index++) session.load(uriOf(index), manifest(index));
  for (let index = 0; index < count; index++) session.run(uriOf(index));
  const times: number[] = [];
  for (let press = 0; press < 220; press++) {
    const index = (press * 7) % count;
    const text = manifest(index).replace(/name: app-\d+/, `$&${'x'.repeat(press % 3)}`);
    const start = performance.now();
    for (const uri of session.change(uriOf(index), text)) session.findings(uri);
    times.push(performance.now() - start);
  }
  // The first twenty warm the engine up, as the first words that somebody types do.
  return times.slice(20);
}

/** The same beside another peer, which looks at everything again whenever something changes. */
async function besideMonokle(count: number, budget: number): Promise<Figure> {
  const ours = keystrokeTimes(count);
  const times = await monokleTimes(count);
  const name = `compute per keystroke, ${count} objects, beside Monokle`;
  return times.length === 0
    ? figureOf(name, ours, budget)
    : figureOf(name, ours, budget, {
        name: '@monokle/validation, what it has without a network',
        times,
        wantedRatio: WANTED_MONOKLE_RATIO,
      });
}

async function coldIndex(count: number, budget: number): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-bench-'));
  try {
    const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.yaml`));
    await Promise.all(paths.map((path, index) => writeFile(path, manifest(index))));
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const session = newSession();
      const start = performance.now();
      const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
      for (const [index, text] of texts.entries()) session.load(uriOf(index), text);
      for (let index = 0; index < count; index++) session.run(uriOf(index));
      times.push(performance.now() - start);
    }
    return figureOf(`cold index and first findings, ${count} objects`, times.slice(1), budget);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function firstLint(): Figure {
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    const start = performance.now();
    const session = newSession();
    session.change(uriOf(0), manifest(0));
    times.push(performance.now() - start);
  }
  return figureOf('first findings of one file', times, 120);
}

function bigFile(): Figure {
  const parts: string[] = [];
  let size = 0;
  for (let index = 0; size < 1024 * 1024 - 2000; index++) {
    const part = manifest(index);
    parts.push(part);
    size += part.length + 4;
  }
  const text = parts.join('---\n');
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    newSession().change(uriOf(0), text);
    times.push(performance.now() - start);
  }
  return figureOf('one file of 1 MB, everything', times.slice(2), 250);
}

import { LabError } from '../errors.ts';
import type { Lab, SeedFile, Step } from '../lab/model.ts';
import { interpolate, type Values } from '../lab/variables.ts';
import { resolveInside } from '../paths.ts';
import type { Clock, Files } from '../ports.ts';
import type { Run } from './model.ts';
import { variablesOf } from './round.ts';

/** The lab's own file with the attempt's values in it. @throws LabError `lab-broken` when it is not there */
export async function readLabFile(
  files: Files,
  lab: Lab,
  relative: string,
  values: Values = {},
): Promise<string> {
  const text = await files.read(await resolveInside(files, lab.folder, relative));
  if (text === undefined) {
    throw new LabError('lab-broken', `The lab "${lab.title}" lacks its file ${relative}.`);
  }
  return interpolate(text, values);
}

/**
 * Puts a step's files into the learner's folder.
 * @returns the files that were there already with other content and were left as they are
 */
export async function seedFiles(
  files: Files,
  lab: Lab,
  seeds: readonly SeedFile[],
  folder: string,
  values: Values,
): Promise<string[]> {
  const kept: string[] = [];
  for (const { from, to } of seeds) {
    const text = await readLabFile(files, lab, from, values);
    const target = await resolveInside(files, folder, to);
    const existing = await files.read(target);
    if (existing === undefined) await files.write(target, text);
    else if (existing !== text) kept.push(to);
  }
  return kept;
}

/** Writes a step's files over the learner's; see `keepCopy` for what happens to theirs. */
export async function restoreFiles(
  files: Files,
  lab: Lab,
  seeds: readonly SeedFile[],
  folder: string,
  values: Values,
): Promise<void> {
  for (const { from, to } of seeds) {
    const text = await readLabFile(files, lab, from, values);
    await files.write(await resolveInside(files, folder, to), text);
  }
}

/** Puts the files of a first step where the learner works; theirs are kept, or replaced after a copy. */
export async function prepareFiles(
  lab: Lab,
  step: Step,
  run: Run,
  existingFiles: 'keep' | 'replace' | undefined,
  { files, clock }: { readonly files: Files; readonly clock: Clock },
): Promise<void> {
  // A first step may have no files, and its terminal needs the folder all the same.
  await files.makeFolder(run.folder);
  if (existingFiles === 'replace') {
    await keepCopy(files, run.folder, clock.now());
    await restoreFiles(files, lab, step.files, run.folder, variablesOf(run));
  } else {
    await seedFiles(files, lab, step.files, run.folder, variablesOf(run));
  }
}

/** The folder, beside the learner's, that holds copies of what a reset or a fresh start replaces. */
export function keptFolder(folder: string): string {
  return `${folder.slice(0, folder.lastIndexOf('/'))}/.kept`;
}

/**
 * Copies the learner's files aside, so that nothing of theirs is ever lost. They are copied, not
 * moved, because an open terminal stands in the folder.
 * @returns the copy's folder, or undefined when there was nothing to keep
 */
export async function keepCopy(
  files: Files,
  folder: string,
  now: number,
): Promise<string | undefined> {
  const names = await filesBelow(files, folder);
  if (names.length === 0) return undefined;
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  const copy = `${keptFolder(folder)}/${name}-${stamp}`;
  for (const each of names) {
    const text = await files.read(`${folder}/${each}`);
    if (text !== undefined) await files.write(`${copy}/${each}`, text);
  }
  return copy;
}

/** The files of a folder and of those in it, as far down as `depth` says, relative to it. */
export async function filesBelow(
  files: Files,
  folder: string,
  depth = Infinity,
  prefix = '',
): Promise<string[]> {
  const found: string[] = [];
  for (const name of await files.list(folder)) {
    if (!name.endsWith('/')) found.push(prefix + name);
    else if (depth > 0) {
      const below = `${folder}/${name.slice(0, -1)}`;
      found.push(...(await filesBelow(files, below, depth - 1, prefix + name)));
    }
  }
  return found;
}

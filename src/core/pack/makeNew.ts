import { LabError } from '../errors.ts';
import type { Files } from '../ports.ts';
import { type NewFile, newCourse, newLab, newStep } from './scaffold.ts';

export const NEW_THINGS = ['course', 'lab', 'step'] as const;

export type NewThing = (typeof NEW_THINGS)[number];

/**
 * Makes a course, a lab or a step in a folder; nothing that is there is written over.
 * @param folder for a step, that of its lab
 * @returns the paths of the new files, relative to the folder
 * @throws LabError `lab-not-found`, `file-failed`
 */
export async function makeNew(
  files: Files,
  folder: string,
  what: NewThing,
  id: string,
): Promise<string[]> {
  const made = await newFiles(files, folder, what, id);
  for (const { path } of made) {
    if ((await files.realPath(`${folder}/${path}`)) === undefined) continue;
    throw new LabError('file-failed', `${path} is there already, and nothing was changed.`, {
      next: 'Choose another name.',
    });
  }
  for (const { path, text } of made) await files.write(`${folder}/${path}`, text);
  return made.map(({ path }) => path);
}

async function newFiles(
  files: Files,
  folder: string,
  what: NewThing,
  id: string,
): Promise<NewFile[]> {
  switch (what) {
    case 'course':
      return newCourse(id);
    case 'lab':
      return newLab(id);
    case 'step': {
      if (!(await files.list(folder)).includes('lab.md')) {
        throw new LabError(
          'lab-not-found',
          'A step belongs to a lab, and there is no lab.md here.',
          {
            next: 'Name the folder of the lab.',
          },
        );
      }
      const numbers = (await files.list(`${folder}/steps`)).map((name) => parseInt(name, 10) || 0);
      return newStep(id, (Math.floor(Math.max(0, ...numbers) / 10) + 1) * 10);
    }
  }
}

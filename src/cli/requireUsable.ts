import { LabError } from '../core/errors.ts';
import { isUsable, type Lab } from '../core/lab/model.ts';

/** True for a lab that is this folder or lies below it. */
export function isBelow(lab: Lab, folder: string): boolean {
  return lab.folder === folder || lab.folder.startsWith(`${folder}/`);
}

/** The labs, all of which can be started. @throws LabError `lab-broken` */
export function requireUsable(labs: Lab[]): Lab[] {
  const broken = labs.filter((lab) => !isUsable(lab)).map(({ id }) => id);
  if (broken.length === 0) return labs;
  throw new LabError('lab-broken', `These labs have mistakes: ${broken.join(', ')}.`, {
    next: 'Find them with: k8s-labs lint.',
  });
}

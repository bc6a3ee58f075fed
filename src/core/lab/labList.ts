import { LabError } from '../errors.ts';
import type { Course, Lab } from './model.ts';

/** All labs that were found, by course. */
export interface Library {
  readonly courses: readonly Course[];
  /** Labs outside any course. */
  readonly labs: readonly Lab[];
}

/** Every lab, those of courses first. */
export function allLabs({ courses, labs }: Library): readonly Lab[] {
  return [...courses.flatMap((course) => course.labs), ...labs];
}

/**
 * The lab with this id or key.
 * @throws LabError `lab-not-found` when there is none, or more than one with this id
 */
export function findLab(library: Library, name: string): Lab {
  const labs = allLabs(library);
  const matches = labs.filter((lab) => lab.key === name || lab.id === name);
  const [lab] = matches;
  if (lab !== undefined && matches.length === 1) return lab;
  if (lab !== undefined) {
    const keys = matches.map(({ key }) => key).join(', ');
    throw new LabError('lab-not-found', `More than one lab is called "${name}": ${keys}.`, {
      next: 'Name it by its key.',
    });
  }
  throw new LabError('lab-not-found', `There is no lab "${name}".`, {
    next: 'List what is there with: k8s-labs labs',
  });
}

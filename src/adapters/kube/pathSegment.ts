import { LabError } from '../../core/errors.ts';

/**
 * A name as one part of a path. Names come from labs, and dots would lead to another place.
 * @throws LabError `cluster-refused`
 */
export function pathSegment(name: string): string {
  if (/^\.{1,2}$/.test(name)) throw new LabError('cluster-refused', `"${name}" is no name.`);
  return encodeURIComponent(name);
}

import { LabError } from './errors.ts';
import type { Files } from './ports.ts';

/** True for a relative path that names something below its folder, on every platform. */
export function isInsidePath(relative: string): boolean {
  if (relative === '' || relative.includes('\\') || relative.includes('\0')) return false;
  if (relative.startsWith('/') || /^[A-Za-z]:/.test(relative)) return false;
  return relative.split('/').every((part) => part !== '..' && part !== '.' && part !== '');
}

/**
 * The absolute path of a relative one, links followed.
 * @throws LabError `path-outside` when the path, or a symbolic link on it, leaves the folder
 */
export async function resolveInside(
  files: Files,
  folder: string,
  relative: string,
): Promise<string> {
  const outside = new LabError('path-outside', `"${relative}" is not inside the lab's folder.`);
  if (!isInsidePath(relative)) throw outside;
  const path = `${folder}/${relative}`;
  const base = await files.realPath(folder);
  if (base === undefined) return path;
  // The file itself may not exist yet; then the nearest folder above it decides.
  for (let at = path; at.length > folder.length; at = at.slice(0, at.lastIndexOf('/'))) {
    const real = await files.realPath(at);
    if (real === undefined) continue;
    if (real !== base && !real.startsWith(`${base}/`)) throw outside;
    break;
  }
  return path;
}

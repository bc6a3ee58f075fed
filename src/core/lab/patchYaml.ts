import { parseDocument, isMap, stringify } from 'yaml';
import { LabError } from '../errors.ts';
import { parsePlainPath } from './plainPath.ts';

/**
 * Changes one value of a manifest and keeps everything else as it is written, comments included.
 * @param path keys and indexes as `spec.ports[0].targetPort`; `\.` is a dot within a key
 * @param value undefined removes the key
 * @throws LabError `lab-broken` when the text cannot be read or the path leads nowhere
 */
export function patchYaml(text: string, path: string, value: unknown): string {
  const parts = parsePlainPath(path);
  if (parts === undefined) throw new LabError('lab-broken', `"${path}" is no path to one value.`);
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new LabError('lab-broken', 'The file to be changed is not one readable document.');
  }
  try {
    if (value === undefined) document.deleteIn(parts);
    else document.setIn(parts, value);
  } catch (cause) {
    throw new LabError('lab-broken', `"${path}" leads nowhere in the file.`, { cause });
  }
  return document.toString({ lineWidth: 0 });
}

/** An object as people read it. */
export function toYaml(value: object): string {
  return stringify(value, { lineWidth: 0 });
}

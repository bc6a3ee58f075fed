import type { YamlPath } from '../yaml/access.ts';

/** The parts of a path without wildcards and filters; undefined when it is none. */
export function parsePlainPath(path: string): YamlPath | undefined {
  const parts: (string | number)[] = [];
  const inner = path.replace(/^\{(.*)\}$/, '$1').replace(/^\./, '');
  const token = /(?:^|\.)((?:\\.|[^.[\]\\])+)|\[(\d+)\]|\['([^']*)'\]/y;
  while (token.lastIndex < inner.length) {
    const match = token.exec(inner);
    if (match === null) return undefined;
    const [, name, index, quoted] = match;
    if (index !== undefined) parts.push(Number(index));
    else parts.push(quoted ?? (name ?? '').replaceAll(/\\(.)/g, '$1'));
  }
  return parts.length === 0 ? undefined : parts;
}

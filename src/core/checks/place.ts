import { parseFieldPath } from '../kubernetes/fieldPath.ts';
import { child, nearestNode, pairs, resolveAlias, textAt, type YamlPath } from '../yaml/access.ts';
import { LineTable } from '../yaml/lines.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { OffsetRange, YamlNode } from '../yaml/tree.ts';
import type { FilePlace } from './result.ts';

/**
 * The line of a learner's file at which to look: the value at the path, or the nearest thing above
 * it that is there.
 * @param object `Service/stock`: which document is meant where the file holds several
 */
export function findPlace(
  file: string,
  text: string | undefined,
  path: string | undefined,
  object: string | undefined,
): FilePlace {
  const nowhere = { file, range: undefined, line: undefined };
  if (text === undefined) return nowhere;
  const roots = parseYaml(text).flatMap(({ root }) => root ?? []);
  const root = roots.find((each) => nameOf(each) === object) ?? roots[0];
  if (root === undefined) return nowhere;
  const range = path === undefined ? firstKey(root) : rangeAt(root, plainParts(path));
  return { file, range, line: new LineTable(text).positionAt(range[0]).line + 1 };
}

/** True when a file holds the manifest of this object, given as `Service/stock`. */
export function declares(text: string, object: string): boolean {
  return parseYaml(text).some(({ root }) => root !== undefined && nameOf(root) === object);
}

function nameOf(root: YamlNode): string {
  return `${textAt(root, 'kind') ?? ''}/${textAt(child(root, 'metadata'), 'name') ?? ''}`;
}

/** The leading keys and indexes of a path; what a wildcard or filter would choose is left open. */
function plainParts(path: string): YamlPath {
  const parsed = parseFieldPath(path);
  if ('fault' in parsed) return [];
  const parts: (string | number)[] = [];
  for (const part of parsed) {
    if (part.kind === 'key') parts.push(part.name);
    else if (part.kind === 'index' && part.index >= 0) parts.push(part.index);
    else break;
  }
  return parts;
}

/** A scalar is marked itself; a collection, which may be long, by its key. */
function rangeAt(root: YamlNode, path: YamlPath): OffsetRange {
  const node = nearestNode(root, path);
  if (node.kind === 'scalar' && !node.isAbsent) return node.range;
  for (const { key, value } of pairs(node.parent)) {
    if (resolveAlias(value) === node) return key.range;
  }
  return firstKey(node);
}

function firstKey(node: YamlNode): OffsetRange {
  return pairs(node)[0]?.key.range ?? [node.range[0], node.range[0] + 1];
}

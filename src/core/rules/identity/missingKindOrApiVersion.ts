import { objectKind } from '../../kubernetes/kinds.ts';
import { findPair, pairs } from '../../yaml/access.ts';
import { outerEnd } from '../../yaml/listEdits.ts';
import { fix } from '../fixes.ts';
import type { PartialObject } from '../partialObjects.ts';
import type { FileRule, Fix } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { SourceFile } from '../sourceFile.ts';
import { inferKind } from './kindInference.ts';

/** Flags objects that do not say what they are. */
export const missingKindOrApiVersion: FileRule = {
  id: 'missing-kind-or-apiversion',
  group: 'identity',
  summary: 'Every object starts with `apiVersion` and `kind`.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file, { isPatch }) {
    if (isPatch || isKustomization(file)) return;
    for (const partial of file.partial) {
      const { root, apiVersion, kind } = partial;
      const inferred = kind ?? inferKind(root);
      if (kind === undefined && apiVersion === undefined && inferred === undefined) continue;
      const first = root.pairs[0];
      if (first === undefined) continue;
      const missing = [
        ...(apiVersion === undefined ? ['`apiVersion`'] : []),
        ...(kind === undefined ? ['`kind`'] : []),
      ].join(' and ');
      const guess =
        kind === undefined && inferred !== undefined
          ? ` By what is in it, it is a ${inferred}.`
          : '';
      yield {
        range: [first.key.range[0], firstLineEnd(file.text, first.key.range)],
        message: `${missing} is missing here: Kubernetes cannot tell what this is.${guess}`
          .replace('` and `kind` is', '` and `kind` are')
          .replace(/^`/, 'The `'),
        fixes: insertion(file, partial, inferred),
      };
    }
  },
};

function isKustomization({ uri }: SourceFile): boolean {
  return /\/kustomization\.ya?ml$/.test(uri);
}

/** Where the text of the first key's line ends. */
function firstLineEnd(text: string, [start, end]: readonly [number, number]): number {
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  return Math.max(end, start + line.replace(/\s+#.*$/, '').trimEnd().length);
}

/** Writes what is missing at the top of the object, when it is known. */
function insertion(
  file: SourceFile,
  { root, apiVersion, kind }: PartialObject,
  inferred: string | undefined,
): Fix[] {
  const known = inferred === undefined ? undefined : objectKind(inferred);
  const [first] = pairs(root);
  if (root.isFlow || first === undefined || known === undefined) return [];
  if (apiVersion !== undefined && apiVersion !== known.apiVersion) return [];
  const version = findPair(root, 'apiVersion');
  const newText = [
    ...(apiVersion === undefined ? [`apiVersion: ${known.apiVersion}`] : []),
    ...(kind === undefined ? [`kind: ${known.kind}`] : []),
  ].join('\n');
  const at = first.key.range[0];
  const edit =
    version === undefined
      ? { range: [at, at] as const, newText: `${newText}\n` }
      : {
          range: [outerEnd(version.value), outerEnd(version.value)] as const,
          newText: `\n${newText}`,
        };
  return [fix(file, `Insert ${newText.replace('\n', ' and ')}`, [edit], { isPreferred: true })];
}

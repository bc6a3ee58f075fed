import { removePair } from '../../yaml/edits.ts';
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import { nodesOf } from '../../yaml/walk.ts';
import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import type { FileRule, Fix } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { SourceFile } from '../sourceFile.ts';
import { missingSeparator } from './missingSeparator.ts';
import { objectTrees } from './objectTrees.ts';
import { appendText, keyText } from './pairTexts.ts';

/** Flags a key that stands twice in the same mapping. */
export const yamlDuplicateKey: FileRule = {
  id: 'yaml-duplicate-key',
  group: 'text',
  summary: 'A key may stand only once in a mapping: of two, kubectl silently drops the first.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { root } of objectTrees(file)) {
      const joined = missingSeparator(root) === undefined ? undefined : root;
      for (const node of nodesOf(root)) {
        if (node.kind !== 'mapping' || node === joined) continue;
        for (const [first, second] of repeated(node)) {
          yield {
            range: second.key.range,
            message:
              `"${second.name}" stands twice in the same mapping. kubectl takes the last one and ` +
              'drops what stands under the first without a word.',
            related: [related(file, first.key.range, `The first "${first.name}"`)],
            fixes: fixes(file, node, first, second),
          };
        }
      }
    }
  },
};

/** Up to this number of keys it is quicker to compare each with each than to collect them. */
const FEW = 8;

function hasRepeated(pairs: readonly YamlPair[]): boolean {
  if (pairs.length > FEW) return new Set(pairs.map(({ name }) => name)).size < pairs.length;
  for (let i = 1; i < pairs.length; i++) {
    for (let j = 0; j < i; j++) if (pairs[i]?.name === pairs[j]?.name) return true;
  }
  return false;
}

function* repeated({ pairs }: YamlMapping): Generator<[first: YamlPair, second: YamlPair]> {
  if (!hasRepeated(pairs)) return;
  const seen = new Map<string, YamlPair>();
  for (const pair of pairs) {
    if (pair.key.kind !== 'scalar' || pair.name === '<<') continue;
    const first = seen.get(pair.name);
    if (first === undefined) seen.set(pair.name, pair);
    else yield [first, pair];
  }
}

function fixes(file: SourceFile, mapping: YamlMapping, first: YamlPair, second: YamlPair): Fix[] {
  const { text } = file;
  const merge = appendText(text, first, second);
  const isSame = keyText(text, first) === keyText(text, second);
  const remove = fix(
    file,
    `Remove the second "${second.name}"`,
    [removePair(text, mapping, second)],
    {
      isPreferred: merge === undefined || isSame,
      isMechanical: isSame,
    },
  );
  if (isSame || merge === undefined) {
    const removeFirst = fix(file, `Remove the first "${first.name}"`, [
      removePair(text, mapping, first),
    ]);
    return isSame ? [remove] : [remove, removeFirst];
  }
  const edits = [merge, removePair(text, mapping, second)];
  return [
    fix(file, `Put both under the first "${first.name}"`, edits, { isPreferred: true }),
    remove,
  ];
}

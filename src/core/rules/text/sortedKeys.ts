import { columnOf, endOfLine } from '../../yaml/edits.ts';
import { outerEnd } from '../../yaml/listEdits.ts';
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import { nodesOf } from '../../yaml/walk.ts';
import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import type { ObjectRule, TextEdit } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** The keys that everyone expects first, and the one that is not written by people last. */
const TOP_LEVEL: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** Asks for `apiVersion`, `kind`, `metadata` first, and for the alphabet below them. */
export const sortedKeys: ObjectRule = {
  id: 'sorted-keys',
  group: 'text',
  summary: 'Keys in order: apiVersion, kind, metadata, then the rest; below, name first, then a–z.',
  severity: OPT_IN,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    for (const node of nodesOf(document.root)) {
      if (node.kind !== 'mapping') continue;
      const isTop = node === document.root;
      const sorted = node.pairs.toSorted(
        (a, b) => rank(a, isTop) - rank(b, isTop) || compare(a.name, b.name),
      );
      const at = node.pairs.findIndex((pair, index) => pair !== sorted[index]);
      const [misplaced, expected] = [node.pairs[at], sorted[at]];
      if (misplaced === undefined || expected === undefined) continue;
      const edit = sortEdit(document.text, node, sorted);
      yield {
        range: misplaced.key.range,
        message: `"${expected.name}" comes before "${misplaced.name}" where keys are kept in order.`,
        related: [related(document, expected.key.range, `"${expected.name}"`)],
        fixes:
          edit === undefined
            ? []
            : [fix(document, 'Sort the keys', [edit], { isPreferred: true, isMechanical: true })],
      };
    }
  },
};

function rank({ name }: YamlPair, isTop: boolean): number {
  if (!isTop) return name === 'name' ? 0 : 1;
  if (name === 'status') return TOP_LEVEL.length + 1;
  const at = TOP_LEVEL.indexOf(name);
  return at === -1 ? TOP_LEVEL.length : at;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Undefined where lines between the pairs (comments) would lose their place. */
function sortEdit(
  text: string,
  { pairs, isFlow }: YamlMapping,
  sorted: readonly YamlPair[],
): TextEdit | undefined {
  const [first] = pairs;
  if (first === undefined || isFlow) return undefined;
  const indent = ' '.repeat(columnOf(text, first.key.range[0]));
  const chunks = new Map<YamlPair, string>();
  let end = first.key.range[0];
  for (const pair of pairs) {
    const start = pair.key.range[0];
    if (text.slice(end, start).trim() !== '') return undefined;
    end = Math.max(endOfLine(text, outerEnd(pair.value)), start);
    chunks.set(pair, text.slice(start, end));
  }
  const newText = sorted.map((pair) => chunks.get(pair)).join(`\n${indent}`);
  return { range: [first.key.range[0], end], newText };
}

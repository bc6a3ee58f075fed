import type { OffsetRange } from '../../yaml/tree.ts';
import { nodesOf } from '../../yaml/walk.ts';
import { fix } from '../fixes.ts';
import type { FileRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import type { SourceFile } from '../sourceFile.ts';
import { objectTrees } from './objectTrees.ts';

/** A character that looks like another one, where that other one was meant. */
interface Lookalike {
  readonly pattern: RegExp;
  readonly what: string;
  readonly effect: string;
  readonly title: string;
  replace(match: RegExpExecArray): string;
}

const SPACES = String.raw`\u00A0\u2000-\u200A\u202F\u205F\u3000`;
const ENTRY = String.raw`^ *(?:- +)*`;

const LOOKALIKES: readonly Lookalike[] = [
  {
    pattern: /[\u200B\u2060\uFEFF\u00AD]+/g,
    what: 'An invisible character stands here',
    effect: 'It becomes part of the text, which then is not the one that is seen.',
    title: 'Remove the invisible character',
    replace: () => '',
  },
  {
    pattern: new RegExp(`(?<=^ *)[${SPACES}][${SPACES} ]*`, 'gm'),
    what: 'The line is indented with spaces of another kind',
    effect: 'YAML knows the plain space alone and takes these as part of the text.',
    title: 'Replace by plain spaces',
    replace: ([spaces]) => ' '.repeat(spaces.length),
  },
  {
    pattern: new RegExp(`(?<=^ *-|${ENTRY}[\\w./-]+:) *[${SPACES}][${SPACES} ]*`, 'gm'),
    what: 'This is no plain space',
    effect: 'YAML wants a plain space behind a colon or a dash, and takes this one as text.',
    title: 'Replace by a plain space',
    replace: () => ' ',
  },
  {
    pattern: new RegExp(`(?<=[^\\s${SPACES}:-]) *[${SPACES}][${SPACES} ]*(?=\\r?$)`, 'gm'),
    what: 'A space of another kind ends this line',
    effect: 'It is not trimmed: the value has it at its end.',
    title: 'Remove the space',
    replace: () => '',
  },
  {
    pattern: new RegExp(`(?<=${ENTRY}(?:[\\w./-]+: +)?)[“”„‘’][^“”„‘’\\n]*[“”‘’](?=\\s*$)`, 'gm'),
    what: 'These are typographic quotes',
    effect: 'They quote nothing in YAML: they are part of the value.',
    title: 'Replace by plain quotes',
    replace: ([quoted]) => straight(quoted),
  },
  {
    pattern: /(?<=[[,] *)[“”„‘’][^“”„‘’\n]*[“”‘’](?= *[,\]])/g,
    what: 'These are typographic quotes',
    effect: 'They quote nothing in YAML: they are part of the value.',
    title: 'Replace by plain quotes',
    replace: ([quoted]) => straight(quoted),
  },
  {
    pattern: new RegExp(`(?<=${ENTRY}[A-Za-z][\\w./-]*)： *`, 'gm'),
    what: 'This is a full-width colon',
    effect: 'YAML needs the plain one behind a key.',
    title: 'Replace by a plain colon',
    replace: () => ': ',
  },
];

const ANY = new RegExp(`[\\u200B\\u2060\\uFEFF\\u00AD${SPACES}“”„‘’：]`);

/** Flags characters of word processors and web pages where plain ones are meant. */
export const yamlInvisible: FileRule = {
  id: 'yaml-invisible',
  group: 'text',
  summary: 'Invisible characters, typographic quotes and other spaces are not what YAML reads.',
  severity: WARNING,
  isFixable: true,
  *checkFile(file) {
    if (!ANY.test(file.text)) return;
    const blocks = blockScalars(file);
    const documents = [...objectTrees(file).map(({ document }) => document), ...file.broken];
    for (const { range } of documents) {
      const source = file.text.slice(...range);
      for (const { pattern, what, effect, title, replace } of LOOKALIKES) {
        for (const match of source.matchAll(pattern)) {
          const start = range[0] + match.index;
          const end = start + match[0].length;
          if (start === 0 || isText(file.text, start, blocks)) continue;
          yield {
            range: [start, end],
            message: `${what}. ${effect}`,
            fixes: [
              fix(file, title, [{ range: [start, end], newText: replace(match) }], {
                isPreferred: true,
                isMechanical: true,
              }),
            ],
          };
        }
      }
    }
  },
};

/** Texts of several lines, in which every character is wanted. */
function blockScalars(file: SourceFile): OffsetRange[] {
  return objectTrees(file).flatMap(({ root }) => {
    const ranges: OffsetRange[] = [];
    for (const node of nodesOf(root)) {
      const isBlock =
        node.kind === 'scalar' &&
        (node.style === 'literal' ||
          node.style === 'folded' ||
          file.text.slice(...node.range).includes('\n'));
      if (isBlock) ranges.push(node.range);
    }
    return ranges;
  });
}

/** Comments and block scalars may hold any character. */
function isText(text: string, at: number, blocks: readonly OffsetRange[]): boolean {
  if (blocks.some(([start, end]) => start <= at && at < end)) return true;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /(?:^|\s)#/.test(line);
}

function straight(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return /["\\]/.test(inner) ? `'${inner.replaceAll("'", "''")}'` : `"${inner}"`;
}

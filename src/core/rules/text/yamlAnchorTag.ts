import type { OffsetRange, YamlAlias } from '../../yaml/tree.ts';
import { nodesOf } from '../../yaml/walk.ts';
import { fix } from '../fixes.ts';
import { nearest } from '../nearest.ts';
import { related } from '../places.ts';
import type { FileRule, Finding } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { SourceFile } from '../sourceFile.ts';
import { objectTrees } from './objectTrees.ts';
import { syntaxFaults } from './syntaxFaults.ts';

/** Flags aliases whose anchor does not exist, and anchors and tags that YAML refuses. */
export const yamlAnchorTag: FileRule = {
  id: 'yaml-anchor-tag',
  group: 'text',
  summary: 'An alias `*name` needs an anchor `&name` before it in the same document.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { rule, finding } of syntaxFaults(file)) {
      if (rule === 'yaml-anchor-tag') yield finding;
    }
    for (const { document, root } of objectTrees(file)) {
      let anchors: ReadonlyMap<string, OffsetRange> | undefined;
      for (const node of nodesOf(root)) {
        if (node.kind !== 'alias' || node.target !== undefined) continue;
        anchors ??= anchorsOf(file.text, document.range);
        yield dangling(file, node, anchors);
      }
    }
  },
};

/** Names behind `&` at the start of a value or key. */
function anchorsOf(text: string, [start, end]: OffsetRange): Map<string, OffsetRange> {
  const anchors = new Map<string, OffsetRange>();
  for (const match of text.slice(start, end).matchAll(/(?<=[\s[{,]|^)&([^\s,[\]{}]+)/g)) {
    const at = start + match.index;
    anchors.set(match[1] ?? '', [at, at + match[0].length]);
  }
  return anchors;
}

function dangling(
  file: SourceFile,
  { name, range }: YamlAlias,
  anchors: ReadonlyMap<string, OffsetRange>,
): Finding {
  const meant = nearest(name, anchors.keys());
  const quote = fix(file, 'Put the value in quotes', [
    { range, newText: JSON.stringify(`*${name}`) },
  ]);
  const start =
    `"*${name}" is an alias for YAML: it stands for the value with the anchor "&${name}", and no ` +
    'such anchor comes before it in this document.';
  if (meant !== undefined) {
    return {
      range,
      message: `${start} "&${meant}" does.`,
      related: [related(file, anchors.get(meant) ?? range, `The anchor ${meant}`)],
      fixes: [
        fix(file, `Change it to *${meant}`, [{ range, newText: `*${meant}` }], {
          isPreferred: true,
        }),
      ],
    };
  }
  return {
    range,
    message: `${start} A text that starts with "*" needs quotes.`,
    fixes: [{ ...quote, isPreferred: true }],
  };
}

import { fix } from '../fixes.ts';
import type { FileRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Points at separators with nothing, or only comments, below them. */
export const yamlEmptyDocument: FileRule = {
  id: 'yaml-empty-document',
  group: 'text',
  summary: 'A line `---` with nothing below it starts a document that is empty.',
  severity: HINT,
  isFixable: true,
  *checkFile(file) {
    for (const { root, problems, range } of file.documents) {
      const separator = range[0] - 3;
      const source = file.text.slice(...range);
      const isEmpty = source.replace(/#.*$/gm, '').trim() === '';
      if (root !== undefined || problems.length > 0 || !isEmpty) continue;
      if (file.text.slice(separator, range[0]) !== '---') continue;
      const lineEnd = file.text.indexOf('\n', range[0]);
      const hasComment = source.trim() !== '';
      const end = hasComment ? range[0] : lineEnd === -1 ? range[1] : lineEnd + 1;
      yield {
        range: [separator, range[0]],
        message:
          `Nothing${hasComment ? ' but a comment' : ''} stands below this line: it starts an ` +
          'empty document, which kubectl passes over.',
        isUnnecessary: true,
        fixes: [
          fix(
            file,
            'Remove the separator',
            [{ range: [separator, hasComment ? afterBreak(file.text, end) : end], newText: '' }],
            { isPreferred: true, isMechanical: true },
          ),
        ],
      };
    }
  },
};

/** Behind the line break that follows, when nothing else does. */
function afterBreak(text: string, at: number): number {
  return at + (/^[ \t]*\r?\n/.exec(text.slice(at))?.[0].length ?? 0);
}

import { fix } from '../fixes.ts';
import { related } from '../places.ts';
import type { FileRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { missingSeparator } from './missingSeparator.ts';
import { objectTrees } from './objectTrees.ts';

/** Flags a second object that starts without a line of three dashes before it. */
export const yamlMissingSeparator: FileRule = {
  id: 'yaml-missing-separator',
  group: 'text',
  summary: 'Two objects in one file need a line `---` between them.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { root } of objectTrees(file)) {
      const found = missingSeparator(root);
      if (found === undefined) continue;
      const at = found.start.key.range[0];
      const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
      yield {
        range: found.second.key.range,
        message:
          'A second object starts here, and no line "---" stands before it: YAML reads both as ' +
          'one, in which the keys of the second replace those of the first.',
        related: [related(file, found.first.key.range, 'The first object starts here')],
        fixes: [
          fix(
            file,
            'Insert --- before the second object',
            [{ range: [at, at], newText: `---${newline}` }],
            { isPreferred: true, isMechanical: true },
          ),
        ],
      };
    }
  },
};

import type { FileRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { syntaxFaults } from './syntaxFaults.ts';

/** Flags a line that stands at a column where no entry above it starts. */
export const yamlIndent: FileRule = {
  id: 'yaml-indent',
  group: 'text',
  summary: 'Entries of one mapping or list must start at the same column.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { rule, finding } of syntaxFaults(file)) {
      if (rule === 'yaml-indent') yield finding;
    }
  },
};

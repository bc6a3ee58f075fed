import type { FileRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { syntaxFaults } from './syntaxFaults.ts';

/** Flags tabs in front of a line's text, which YAML refuses. */
export const yamlTab: FileRule = {
  id: 'yaml-tab',
  group: 'text',
  summary: 'Lines are indented with spaces, never with tabs.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { rule, finding } of syntaxFaults(file)) {
      if (rule === 'yaml-tab') yield finding;
    }
  },
};

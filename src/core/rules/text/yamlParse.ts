import type { FileRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { syntaxFaults } from './syntaxFaults.ts';

/** Says in words why a document cannot be read, at every place where it cannot. */
export const yamlParse: FileRule = {
  id: 'yaml-parse',
  group: 'text',
  summary: 'The text must be readable as YAML: quotes and brackets closed, a space after a colon.',
  severity: ERROR,
  isFixable: true,
  *checkFile(file) {
    for (const { rule, finding } of syntaxFaults(file)) {
      if (rule === 'yaml-parse') yield finding;
    }
  },
};

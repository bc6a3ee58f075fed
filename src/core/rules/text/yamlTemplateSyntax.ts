import { textOf } from '../kubernetesDocument.ts';
import type { FileRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Files of a Helm chart are templates by right. */
const CHART_FILE = /\/templates\/|\/charts\//;

/** Says once that a file is a template, about which no other rule speaks. */
export const yamlTemplateSyntax: FileRule = {
  id: 'yaml-template-syntax',
  group: 'text',
  summary: 'A manifest with `{{ … }}` or `${…}` is a template: kubectl cannot apply it as it is.',
  severity: INFORMATION,
  isFixable: false,
  *checkFile(file) {
    const [range] = file.templates;
    if (range === undefined || CHART_FILE.test(file.uri)) return;
    const written = textOf(file, range);
    const tool = written.startsWith('{{') ? 'Helm or another template engine' : 'envsubst or Flux';
    yield {
      range,
      message:
        `"${written}" has to be filled in by a tool such as ${tool}; kubectl takes it as it ` +
        'stands. Objects that are templates are not checked any further.',
    };
  },
};

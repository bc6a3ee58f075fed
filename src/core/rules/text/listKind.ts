import { child, scalar } from '../../yaml/access.ts';
import type { FileRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Tells of several objects in one List, as `kubectl get -o yaml` writes them. */
export const listKind: FileRule = {
  id: 'list-kind',
  group: 'identity',
  summary: 'Several objects are easier to read with a line `---` between them than in a List.',
  severity: HINT,
  isFixable: false,
  *checkFile({ documents }) {
    for (const { root } of documents) {
      const kind = scalar(child(root, 'kind'));
      if (kind?.text !== 'List' || child(root, 'items')?.kind !== 'sequence') continue;
      yield {
        range: kind.range,
        message:
          'A List holds several objects, and each of them is checked. With a line `---` between them ' +
          'they need no list and two columns less.',
      };
    }
  },
};

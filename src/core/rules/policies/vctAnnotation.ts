import { child, items } from '../../yaml/access.ts';
import { firstKey } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags templates of claims that say nothing about whose data they hold. */
export const vctAnnotation: ObjectRule = {
  id: 'vct-annotation',
  group: 'resources',
  summary:
    'The claims that a StatefulSet makes should carry an annotation that says what they are.',
  severity: OPT_IN,
  isFixable: false,
  kinds: ['StatefulSet'],
  isCrossObject: false,
  *check({ document }) {
    const templates = child(child(document.root, 'spec'), 'volumeClaimTemplates');
    for (const template of items(templates)) {
      const metadata = child(template, 'metadata');
      if (metadata === undefined || child(metadata, 'annotations') !== undefined) continue;
      yield {
        range: firstKey(metadata),
        message:
          'These claims outlive the StatefulSet, and carry no annotation that says whose data they hold ' +
          'and whether it is backed up.',
      };
    }
  },
};

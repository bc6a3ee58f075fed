import { child, items, scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { findPair } from '../../yaml/access.ts';

/** Tells of owners that are written into a manifest. */
export const ownerRef: ObjectRule = {
  id: 'owner-ref',
  group: 'references',
  summary: 'Owners are set by controllers: in a manifest their uid belongs to another cluster.',
  severity: INFORMATION,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    const metadata = child(document.root, 'metadata');
    const pair = findPair(metadata, 'ownerReferences');
    if (pair === undefined) return;
    for (const owner of items(child(metadata, 'ownerReferences'))) {
      const uid = scalar(child(owner, 'uid'));
      if (uid === undefined) continue;
      yield {
        range: uid.range,
        message:
          'The uid belongs to one object of one cluster. In another, Kubernetes finds no such owner and ' +
          'collects this object as garbage.',
        fixes: offer(document, 'Remove the owners', removeField(document.text, pair)),
      };
    }
  },
};

import { child, pairs } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** Annotations that put text of an Ingress into the configuration of a shared proxy: CVE-2021-25742. */
const FORBIDDEN =
  /^nginx\.ingress\.kubernetes\.io\/(?:(?:server|configuration|auth|stream|modsecurity)-snippet)$/;

/** Tells of annotations through which one team can reach into what all share. */
export const forbiddenAnnotation: ObjectRule = {
  id: 'forbidden-annotation',
  group: 'resources',
  summary: 'Annotations that put configuration into a shared proxy are better left out.',
  severity: HINT,
  isFixable: true,
  isCrossObject: false,
  *check({ document }) {
    for (const pair of pairs(child(child(document.root, 'metadata'), 'annotations'))) {
      if (!FORBIDDEN.test(pair.name)) continue;
      yield {
        range: pair.key.range,
        message:
          'This text goes as it is into the proxy that all share: whoever may write it can read the ' +
          'Secrets of others. Most controllers have it switched off, and the Ingress is refused.',
        fixes: offer(document, 'Remove it', removeField(document.text, pair)),
      };
    }
  },
};

import { child, findPair, textAt } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { specPlace } from './missingSettings.ts';
import { isFalse, isTrue } from './securityContext.ts';

const FIELD = 'automountServiceAccountToken';

/** Tells of Pods that carry a key to the API without being known to need one. */
export const automountToken: ObjectRule = {
  id: 'automount-token',
  group: 'security',
  summary: 'A Pod that does not talk to the Kubernetes API needs no token for it.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template?.spec?.kind !== 'mapping') return;
    const own = child(template.spec, FIELD);
    // Who says true means it.
    if (isFalse(own) || isTrue(own)) return;
    const account = textAt(template.spec, 'serviceAccountName');
    if (account !== undefined && account !== 'default') {
      const object = set.find('ServiceAccount', account, document);
      // An account of its own is there to be used, unless it says otherwise.
      if (object === undefined || findPair(object.root, FIELD) === undefined) return;
      if (isFalse(child(object.root, FIELD))) return;
    }
    yield {
      range: specPlace(template),
      message:
        `The Pod of ${describe(document)} gets a token for the Kubernetes API, whether it needs one or ` +
        `not: whoever breaks into it can use it. Expected: \`${FIELD}: false\`.`,
      fixes: offer(
        document,
        'Mount no token',
        setField(document.text, template.spec, [FIELD], false),
      ),
    };
  },
};

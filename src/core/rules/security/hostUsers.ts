import { findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { specPlace } from './missingSettings.ts';
import { hasUserNamespace, isWindows } from './securityContext.ts';

/** Flags Pods whose users are those of the node. */
export const hostUsers: ObjectRule = {
  id: 'host-users',
  group: 'security',
  summary: 'With users of its own (hostUsers: false) root in a Pod is nobody on the node.',
  severity: OPT_IN,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template?.spec?.kind !== 'mapping' || hasUserNamespace(template)) return;
    if (isWindows(template)) return;
    const pair = findPair(template.spec, 'hostUsers');
    yield {
      range: pair?.value.range ?? specPlace(template),
      message:
        `The users in the Pod of ${describe(document)} are those of the node: root that gets out of its ` +
        'container is root there. Expected: `hostUsers: false`.',
      fixes: offer(
        document,
        'Set hostUsers to false',
        setField(document.text, template.spec, ['hostUsers'], false),
      ),
    };
  },
};

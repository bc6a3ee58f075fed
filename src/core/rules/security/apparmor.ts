import { child, findPair, pairs, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE_HINT } from '../severities.ts';
import { settingsOf } from './securityContext.ts';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Flags containers without AppArmor, and its profile in the old annotation. */
export const apparmor: ObjectRule = {
  id: 'apparmor',
  group: 'security',
  summary: 'AppArmor should be on, and its profile stands in the securityContext.',
  severity: PSS_BASELINE_HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { value } of settingsOf(template, ['appArmorProfile', 'type'])) {
      const type = scalar(value);
      if (type?.text !== 'Unconfined') continue;
      yield {
        range: type.range,
        message: 'This switches AppArmor off for the container. Expected: `RuntimeDefault`.',
        fixes: [
          fix(document, 'Use RuntimeDefault', [replaceScalar(type, 'RuntimeDefault')], {
            isPreferred: true,
          }),
        ],
      };
    }
    const annotations = child(template.metadata, 'annotations');
    for (const { name, key } of pairs(annotations)) {
      if (!name.startsWith(ANNOTATION) || findPair(annotations, name) === undefined) continue;
      yield {
        range: key.range,
        message:
          'The annotation is deprecated: since Kubernetes 1.30 the profile stands in ' +
          '`securityContext.appArmorProfile`.',
        isDeprecated: true,
      };
    }
  },
};

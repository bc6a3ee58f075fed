import { child, scalar } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { specPlace } from './missingSettings.ts';

/** Flags Pods that share the account of their namespace. */
export const defaultServiceAccount: ObjectRule = {
  id: 'default-serviceaccount',
  group: 'security',
  summary: 'A workload should have a ServiceAccount of its own.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template?.spec?.kind !== 'mapping') return;
    const account = scalar(child(template.spec, 'serviceAccountName'));
    if (account !== undefined && account.text !== 'default') return;
    yield {
      range: account?.range ?? specPlace(template),
      message:
        `${describe(document)} runs as the account \`default\`: what is allowed to it is allowed to every ` +
        'Pod of the namespace that says nothing else.',
    };
  },
};

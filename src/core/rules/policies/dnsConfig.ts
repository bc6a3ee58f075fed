import { child, findPair } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags Pods that ask DNS up to five times for each name outside the cluster. */
export const dnsConfig: ObjectRule = {
  id: 'dns-config',
  group: 'resources',
  summary: 'A Pod that often looks up names outside the cluster should set ndots.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const spec = set.podOf(document)?.spec;
    if (spec?.kind !== 'mapping') return;
    if (findPair(child(spec, 'dnsConfig'), 'options') !== undefined) return;
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        `${describe(document)} sets no \`dnsConfig.options\`: with ndots at 5 each name outside the cluster ` +
        'is tried with every search domain first.',
    };
  },
};

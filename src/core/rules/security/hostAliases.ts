import { findPair } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags Pods that bring host names of their own. */
export const hostAliases: ObjectRule = {
  id: 'host-aliases',
  group: 'security',
  summary: 'Host names belong into DNS, not into the hosts file of a Pod (hostAliases).',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const pair = findPair(set.podOf(document)?.spec, 'hostAliases');
    if (pair === undefined) return;
    yield {
      range: pair.key.range,
      message:
        'These names hold in this Pod alone and do not change with the world: they may send traffic to an ' +
        'address that belongs to somebody else by then.',
    };
  },
};

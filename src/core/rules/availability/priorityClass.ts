import { findPair } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags workloads that do not say how important they are. */
export const priorityClass: ObjectRule = {
  id: 'priority-class',
  group: 'resources',
  summary: 'A workload should say how important it is (priorityClassName).',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const spec = set.podOf(document)?.spec;
    if (spec?.kind !== 'mapping' || findPair(spec, 'priorityClassName') !== undefined) return;
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        `${describe(document)} has no priorityClassName: when a node is full, nothing says whether its ` +
        'Pods go first or last.',
    };
  },
};

import { child } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { namespaceKey } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { fullSelector, selectedPods } from '../unmatchedSelector.ts';

/** Flags workloads whose Pods no NetworkPolicy holds for. */
export const podNoNetpol: ObjectRule = {
  id: 'pod-no-netpol',
  group: 'references',
  summary: 'The Pods of a workload should be under some NetworkPolicy.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || set.isIncomplete) return;
    for (const policy of set.ofKind('NetworkPolicy')) {
      if (namespaceKey(policy) !== namespaceKey(document)) continue;
      const selector = fullSelector(policy, child(child(policy.root, 'spec'), 'podSelector'));
      if (selector !== undefined && selectedPods(set, selector).includes(template)) return;
    }
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        `No NetworkPolicy in these files holds for the Pods of ${describe(document)}: everything in ` +
        'the cluster may talk to them, and they to everything.',
    };
  },
};

import { child } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { fullSelector, unmatchedSelector } from '../unmatchedSelector.ts';

/** Flags NetworkPolicies that hold for none of the Pods that the files describe. */
export const netpolSelectsNothing: ObjectRule = {
  id: 'netpol-selects-nothing',
  group: 'references',
  summary: "A NetworkPolicy's podSelector should find some Pods; an empty one finds all.",
  severity: WARNING,
  isFixable: true,
  kinds: ['NetworkPolicy'],
  isCrossObject: true,
  *check({ document, set }) {
    if (apiGroup(document) !== 'networking.k8s.io') return;
    const selector = fullSelector(document, child(child(document.root, 'spec'), 'podSelector'));
    const found =
      selector === undefined
        ? undefined
        : unmatchedSelector(
            set,
            selector,
            'The policy would hold for nothing, and all stays open.',
          );
    if (found !== undefined) yield found;
  },
};

import { child } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { fullSelector, unmatchedSelector } from '../unmatchedSelector.ts';

/** Flags budgets that guard none of the Pods that the files describe. */
export const pdbSelectsNothing: ObjectRule = {
  id: 'pdb-selects-nothing',
  group: 'references',
  summary: "A PodDisruptionBudget's selector must match the labels of some Pod template.",
  severity: WARNING,
  isFixable: true,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: true,
  *check({ document, set }) {
    if (apiGroup(document) !== 'policy') return;
    const selector = fullSelector(document, child(child(document.root, 'spec'), 'selector'));
    const found =
      selector === undefined
        ? undefined
        : unmatchedSelector(set, selector, 'The budget would guard nothing.');
    if (found !== undefined) yield found;
  },
};

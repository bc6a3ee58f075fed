import { findPair } from '../../yaml/access.ts';
import { appendPair } from '../../yaml/edits.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { disruptionBudget } from './disruptionBudgets.ts';

/** Tells of budgets under which Pods that do not work anyway keep a node from being drained. */
export const pdbUnhealthyPolicy: ObjectRule = {
  id: 'pdb-unhealthy-policy',
  group: 'references',
  summary: 'A PodDisruptionBudget should let Pods go that are not healthy anyway.',
  severity: HINT,
  isFixable: true,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: false,
  *check({ document }) {
    const budget = disruptionBudget(document);
    if (budget === undefined) return;
    if (findPair(budget.spec, 'unhealthyPodEvictionPolicy') !== undefined) return;
    yield {
      range: budget.specPair.key.range,
      message:
        'While its Pods are not ready, this budget lets none of them go: a Pod that crashes over and ' +
        'over keeps its node from being drained. `unhealthyPodEvictionPolicy: AlwaysAllow` does not.',
      fixes: offer(
        document,
        'Always let unhealthy Pods go',
        appendPair(document.text, budget.spec, 'unhealthyPodEvictionPolicy', 'AlwaysAllow'),
      ),
    };
  },
};

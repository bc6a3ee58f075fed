import { appendPair } from '../../yaml/edits.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { disruptionBudget } from './disruptionBudgets.ts';

/** Flags budgets that say nothing. */
export const pdbNoPolicy: ObjectRule = {
  id: 'pdb-no-policy',
  group: 'references',
  summary: 'A PodDisruptionBudget says how many Pods must stay, or how many may go.',
  severity: WARNING,
  isFixable: true,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: false,
  *check({ document }) {
    const budget = disruptionBudget(document);
    if (budget === undefined) return;
    const { spec, specPair, minAvailable, maxUnavailable } = budget;
    if (minAvailable !== undefined || maxUnavailable !== undefined) return;
    yield {
      range: specPair.key.range,
      message:
        'This budget says neither how many Pods must stay (`minAvailable`) nor how many may go ' +
        '(`maxUnavailable`): it lets none go.',
      fixes: offer(
        document,
        'Let one Pod at a time go',
        appendPair(document.text, spec, 'maxUnavailable', 1),
      ),
    };
  },
};

import { removeField, replaceValue } from '../../yaml/fieldEdits.ts';
import { fix, offer } from '../fixes.ts';
import { related } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { isZero, strategyOf, typeOf } from './strategies.ts';

/** Flags strategies by which nothing could ever be replaced. */
export const strategyZero: ObjectRule = {
  id: 'strategy-zero',
  group: 'pods',
  summary: 'A rolling update needs room: maxSurge or maxUnavailable above 0; Recreate has neither.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Deployment'],
  isCrossObject: false,
  *check({ document }) {
    const strategy = strategyOf(document);
    if (strategy === undefined) return;
    const { maxSurge, maxUnavailable, rollingUpdate } = strategy;
    if (typeOf(strategy) === 'Recreate' && rollingUpdate?.value.kind === 'mapping') {
      yield {
        range: rollingUpdate.key.range,
        message:
          'Recreate stops all Pods before it starts new ones, so it has no `rollingUpdate`: Kubernetes ' +
          'refuses both together.',
        fixes: offer(document, 'Remove rollingUpdate', removeField(document.text, rollingUpdate)),
      };
    }
    if (maxSurge === undefined || maxUnavailable === undefined) return;
    if (!isZero(maxSurge) || !isZero(maxUnavailable)) return;
    yield {
      range: maxUnavailable.range,
      message:
        'No Pod more and no Pod less than there are: nothing could ever be replaced, and Kubernetes ' +
        'refuses it. "may not be 0 when `maxSurge` is 0".',
      related: [related(document, maxSurge.range, 'The other zero.')],
      fixes: [
        fix(document, 'Allow one Pod more', [replaceValue(maxSurge, 1)], { isPreferred: true }),
      ],
    };
  },
};

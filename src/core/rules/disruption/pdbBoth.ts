import { child, findPair } from '../../yaml/access.ts';
import { removePair } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import { related } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags a PodDisruptionBudget that says both how many must stay and how many may go. */
export const pdbBoth: ObjectRule = {
  id: 'pdb-both',
  group: 'references',
  summary: 'A PodDisruptionBudget has either `minAvailable` or `maxUnavailable`.',
  severity: ERROR,
  isFixable: true,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== 'policy' || spec?.kind !== 'mapping') return;
    const min = findPair(spec, 'minAvailable');
    const max = findPair(spec, 'maxUnavailable');
    if (min === undefined || max === undefined) return;
    const [first, second] = min.key.range[0] < max.key.range[0] ? [min, max] : [max, min];
    const remove = [second, first].map((pair, index) =>
      fix(document, `Remove ${pair.name}`, [removePair(document.text, spec, pair)], {
        isPreferred: index === 0,
      }),
    );
    yield {
      range: second.key.range,
      message:
        `This budget has ${first.name} already. Kubernetes refuses both together: ` +
        '"minAvailable and maxUnavailable cannot be both set".',
      related: [related(document, first.key.range, `The other one, ${first.name}`)],
      fixes: remove,
    };
  },
};

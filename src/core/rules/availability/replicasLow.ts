import { child, findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { autoscalerOf, replicasOf } from '../autoscaling/scaleTargets.ts';
import { offer } from '../fixes.ts';
import { apiGroup, describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** As many as go on serving while one is replaced. */
const ENOUGH = 2;

/** Flags Deployments whose only Pod is missed whenever it is replaced. */
export const replicasLow: ObjectRule = {
  id: 'replicas-low',
  group: 'resources',
  summary: 'A Deployment should have at least two replicas.',
  severity: HINT,
  isFixable: true,
  kinds: ['Deployment'],
  isCrossObject: true,
  *check({ document, set }) {
    const specPair = findPair(document.root, 'spec');
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== 'apps' || specPair === undefined || spec?.kind !== 'mapping') return;
    if (set.podOf(document) === undefined || replicasOf(document) !== 1) return;
    if (autoscalerOf(document, set) !== undefined) return;
    yield {
      range: findPair(spec, 'replicas')?.value.range ?? specPair.key.range,
      message:
        `${describe(document)} runs a single Pod: while it is moved or replaced, nothing answers. ` +
        'Expected: 2 or more.',
      fixes: offer(
        document,
        `Run ${ENOUGH} Pods`,
        setField(document.text, spec, ['replicas'], ENOUGH),
      ),
    };
  },
};

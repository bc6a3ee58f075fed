import { child, findPair } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { minReplicas, scaleTarget } from '../autoscaling/scaleTargets.ts';
import { offer } from '../fixes.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** As many as go on serving while one is replaced. */
const ENOUGH = 2;

/** Flags autoscalers that go down to a single Pod. */
export const hpaMinReplicas: ObjectRule = {
  id: 'hpa-min-replicas',
  group: 'resources',
  summary: 'An autoscaler should keep at least two replicas.',
  severity: HINT,
  isFixable: true,
  kinds: ['HorizontalPodAutoscaler'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    const specPair = findPair(document.root, 'spec');
    if (scaleTarget(document) === undefined || spec?.kind !== 'mapping') return;
    const least = minReplicas(document);
    if (specPair === undefined || least === undefined || least >= ENOUGH) return;
    yield {
      range: findPair(spec, 'minReplicas')?.value.range ?? specPair.key.range,
      message:
        'At quiet times a single Pod is left: while it is moved or replaced, nothing answers. ' +
        'Expected: `minReplicas` of 2 or more.',
      fixes: offer(
        document,
        `Keep ${ENOUGH} Pods`,
        setField(document.text, spec, ['minReplicas'], ENOUGH),
      ),
    };
  },
};

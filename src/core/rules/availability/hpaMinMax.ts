import { child, scalar } from '../../yaml/access.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import { related } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags autoscalers whose upper bound is below the lower one. */
export const hpaMinMax: ObjectRule = {
  id: 'hpa-min-max',
  group: 'resources',
  summary: 'maxReplicas of an autoscaler must not be below minReplicas.',
  severity: ERROR,
  isFixable: true,
  kinds: ['HorizontalPodAutoscaler'],
  isCrossObject: false,
  *check({ document }) {
    const spec = child(document.root, 'spec');
    const min = scalar(child(spec, 'minReplicas'));
    const max = scalar(child(spec, 'maxReplicas'));
    if (apiGroup(document) !== 'autoscaling' || min === undefined || max === undefined) return;
    if (typeof min.value !== 'number' || typeof max.value !== 'number') return;
    if (max.value >= min.value) return;
    yield {
      range: max.range,
      message:
        `At most ${max.text} replicas and at least ${min.text} cannot both be: Kubernetes refuses it. ` +
        '"must be greater than or equal to `minReplicas`".',
      related: [related(document, min.range, 'The lower bound.')],
      fixes: offer(document, `Write ${min.text}`, replaceValue(max, min.value)),
    };
  },
};

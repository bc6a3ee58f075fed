import { child, findPair, scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { autoscalerOf, SCALABLE } from './scaleTargets.ts';

/** Flags replicas in workloads whose replicas an autoscaler decides. */
export const hpaAndReplicas: ObjectRule = {
  id: 'hpa-and-replicas',
  group: 'references',
  summary: 'A workload with an autoscaler should leave `replicas` out.',
  severity: WARNING,
  isFixable: true,
  kinds: [...SCALABLE.keys()],
  isCrossObject: true,
  *check({ document, set }) {
    const pair = findPair(child(document.root, 'spec'), 'replicas');
    if (pair === undefined || scalar(pair.value) === undefined) return;
    const autoscaler = autoscalerOf(document, set);
    if (autoscaler === undefined) return;
    yield {
      range: [pair.key.range[0], pair.value.range[1]],
      message:
        `${describe(autoscaler)} decides how many replicas there are. With a number here every ` +
        '`kubectl apply` sets them back, however busy the Pods are.',
      related: [
        {
          uri: autoscaler.uri,
          range: (autoscaler.nameNode ?? autoscaler.kindNode).range,
          message: 'The autoscaler.',
        },
      ],
      fixes: offer(document, 'Remove replicas', removeField(document.text, pair)),
    };
  },
};

import { child, scalar } from '../../yaml/access.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

/** Tells of workloads that are switched off. */
export const replicasZero: ObjectRule = {
  id: 'replicas-zero',
  group: 'resources',
  summary: 'With `replicas: 0` nothing runs.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'],
  isCrossObject: false,
  *check({ document }) {
    const replicas = scalar(child(child(document.root, 'spec'), 'replicas'));
    if (replicas?.value !== 0) return;
    yield {
      range: replicas.range,
      message: `With 0 replicas ${describe(document)} runs no Pods at all.`,
      fixes: offer(document, 'Run one Pod', replaceValue(replicas, 1)),
    };
  },
};

import { apiGroup } from '../kubernetesDocument.ts';
import { podReferences } from '../podReferences.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { replicasOf } from '../autoscaling/scaleTargets.ts';

/** Flags StatefulSets whose Pods all write into one volume. */
export const stsSharedPvc: ObjectRule = {
  id: 'sts-shared-pvc',
  group: 'references',
  summary: 'Each Pod of a StatefulSet gets a volume of its own by volumeClaimTemplates.',
  severity: WARNING,
  isFixable: false,
  kinds: ['StatefulSet'],
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    const replicas = replicasOf(document);
    if (template === undefined || apiGroup(document) !== 'apps') return;
    if (replicas === undefined || replicas < 2) return;
    for (const { kind, name } of podReferences(template)) {
      if (kind !== 'PersistentVolumeClaim') continue;
      yield {
        range: name.range,
        message:
          'All Pods of this StatefulSet mount the same claim: they write over each other, or wait for ' +
          'each other. With `volumeClaimTemplates` each gets a volume of its own.',
      };
    }
  },
};

import { child, findPair } from '../../yaml/access.ts';
import { apiGroup, describe } from '../kubernetesDocument.ts';
import { podReferences } from '../podReferences.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { replicasOf } from '../autoscaling/scaleTargets.ts';
import { claimFacts } from './claims.ts';

/** Flags Deployments of several replicas that share a volume which one node may mount. */
export const pvcRwoMany: ObjectRule = {
  id: 'pvc-rwo-many',
  group: 'references',
  summary: 'A volume for one node (ReadWriteOnce) cannot serve replicas on several.',
  severity: WARNING,
  isFixable: false,
  kinds: ['Deployment'],
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    const replicas = replicasOf(document);
    const pair = findPair(child(document.root, 'spec'), 'replicas');
    if (template === undefined || pair === undefined || apiGroup(document) !== 'apps') return;
    if (replicas === undefined || replicas < 2) return;
    for (const { kind, name } of podReferences(template)) {
      if (kind !== 'PersistentVolumeClaim') continue;
      const claim = set.find(kind, name.text, document);
      const modes = claim === undefined ? [] : claimFacts(claim).accessModes;
      const [first] = modes;
      if (claim === undefined || first === undefined) continue;
      if (modes.some(({ text }) => !/^ReadWriteOnce(?:Pod)?$/.test(text))) continue;
      yield {
        range: pair.value.range,
        message:
          `${describe(claim)} is ${first.text}: one node may mount it at a time. Replicas that land on ` +
          'another node stay in ContainerCreating.',
        related: [
          { uri: claim.uri, range: first.range, message: `The access modes of ${describe(claim)}` },
        ],
      };
      return;
    }
  },
};

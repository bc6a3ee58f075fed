import { child, findPair } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { countOf, disruptionBudget, guardedPods } from './disruptionBudgets.ts';
import { autoscalerOf, minReplicas } from '../autoscaling/scaleTargets.ts';

/** Flags budgets that want as many Pods as an autoscaler keeps at quiet times. */
export const pdbVsHpa: ObjectRule = {
  id: 'pdb-vs-hpa',
  group: 'references',
  summary: "A budget's minAvailable should be below the minReplicas of the autoscaler.",
  severity: WARNING,
  isFixable: false,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: true,
  *check({ document, set }) {
    const minAvailable = disruptionBudget(document)?.minAvailable;
    const wanted = countOf(minAvailable);
    const [pod, ...others] = guardedPods(document, set);
    if (minAvailable === undefined || wanted === undefined || wanted === 0) return;
    if (pod === undefined || others.length > 0) return;
    const autoscaler = autoscalerOf(pod.document, set);
    const least = autoscaler === undefined ? undefined : minReplicas(autoscaler);
    if (autoscaler === undefined || least === undefined || wanted < least) return;
    const place = findPair(child(autoscaler.root, 'spec'), 'minReplicas')?.value;
    yield {
      range: minAvailable.value.range,
      message:
        `The budget wants ${wanted} Pods at all times, and ${describe(autoscaler)} goes down to ` +
        `${least}: at quiet times no Pod may be evicted, and no node can be drained.`,
      related: [
        {
          uri: autoscaler.uri,
          range: (place ?? autoscaler.nameNode ?? autoscaler.kindNode).range,
          message: 'The least number of replicas.',
        },
      ],
    };
  },
};

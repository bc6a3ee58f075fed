import type { YamlPair } from '../../yaml/tree.ts';
import { child, findPair } from '../../yaml/access.ts';
import { fix } from '../fixes.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { Finding, ObjectRule, RelatedPlace } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { countOf, disruptionBudget, guardedPods, percentOf } from './disruptionBudgets.ts';
import { autoscalerOf, replicasOf } from '../autoscaling/scaleTargets.ts';

/** Flags budgets under which no Pod may ever be evicted: no node can be drained. */
export const pdbBlocksDrain: ObjectRule = {
  id: 'pdb-blocks-drain',
  group: 'references',
  summary: 'A PodDisruptionBudget must allow at least one Pod to go.',
  severity: WARNING,
  isFixable: true,
  kinds: ['PodDisruptionBudget'],
  isCrossObject: true,
  *check({ document, set }) {
    const budget = disruptionBudget(document);
    if (budget === undefined) return;
    const { minAvailable, maxUnavailable } = budget;
    if (maxUnavailable !== undefined) {
      if (countOf(maxUnavailable) === 0 || percentOf(maxUnavailable) === 0) {
        yield finding(document, maxUnavailable, 'No Pod may ever be missing');
      }
    } else if (minAvailable !== undefined) {
      if (percentOf(minAvailable) === 100) {
        yield finding(document, minAvailable, 'All Pods have to be there at all times');
      } else {
        yield* againstReplicas(document, minAvailable, set);
      }
    }
  },
};

function* againstReplicas(
  document: KubernetesDocument,
  minAvailable: YamlPair,
  set: ObjectSet,
): Generator<Finding> {
  const wanted = countOf(minAvailable);
  const [pod, ...others] = guardedPods(document, set);
  if (wanted === undefined || pod === undefined || others.length > 0) return;
  const workload = pod.document;
  if (!/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController)$/.test(workload.kind)) return;
  // An autoscaler decides about the replicas; see the rule `pdb-vs-hpa`.
  const replicas = replicasOf(workload);
  if (replicas === undefined || wanted < replicas || wanted === 0) return;
  if (replicas === 0 || autoscalerOf(workload, set) !== undefined) return;
  const place = findPair(child(workload.root, 'spec'), 'replicas')?.value ?? workload.kindNode;
  yield finding(
    document,
    minAvailable,
    `The budget wants ${wanted} Pods at all times, and ${describe(workload)} has ${replicas}`,
    [{ uri: workload.uri, range: place.range, message: `The replicas of ${describe(workload)}` }],
  );
}

function finding(
  document: KubernetesDocument,
  pair: YamlPair,
  what: string,
  related: readonly RelatedPlace[] = [],
): Finding {
  const isQuoted = pair.value.kind === 'scalar' && /single|double/.test(pair.value.style);
  const end = pair.value.range[1] + (isQuoted ? 1 : 0);
  const edit = { range: [pair.key.range[0], end] as const, newText: 'maxUnavailable: 1' };
  return {
    range: pair.value.range,
    message:
      `${what}: no Pod may be evicted, so draining a node waits forever: "Cannot evict pod as it ` +
      `would violate the pod's disruption budget".`,
    related,
    fixes: [fix(document, 'Let one Pod at a time go', [edit], { isPreferred: true })],
  };
}

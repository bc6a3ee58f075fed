import { fix } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { metadataBeside, newDocument } from '../newDocument.ts';
import type { PodTemplate } from '../podTemplates.ts';
import type { ObjectRule, TextEdit } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { budgetOf } from './disruptionBudgets.ts';
import { replicasOf } from '../autoscaling/scaleTargets.ts';

/** Flags workloads of several replicas that may lose all of them at once to maintenance. */
export const workloadNoPdb: ObjectRule = {
  id: 'workload-no-pdb',
  group: 'references',
  summary: 'A workload with several replicas should have a PodDisruptionBudget.',
  severity: OPT_IN,
  isFixable: true,
  kinds: ['Deployment', 'StatefulSet'],
  isCrossObject: true,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || apiGroup(document) !== 'apps' || set.isIncomplete) return;
    if ((replicasOf(document) ?? 0) < 2 || template.labels.size === 0) return;
    if (budgetOf(template, set) !== undefined) return;
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        `No PodDisruptionBudget in these files guards ${describe(document)}: when nodes are drained, ` +
        'all of its Pods may go at the same time.',
      fixes: [
        fix(document, 'Add a PodDisruptionBudget', [budgetBehind(document, template)], {
          isPreferred: true,
        }),
      ],
    };
  },
};

function budgetBehind(document: KubernetesDocument, { labels }: PodTemplate): TextEdit {
  const matchLabels = Object.fromEntries([...labels].map(([key, value]) => [key, value.text]));
  return newDocument(document, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataBeside(document, document.name ?? 'budget'),
    spec: { maxUnavailable: 1, selector: { matchLabels } },
  });
}

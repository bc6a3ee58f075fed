import { newLines } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
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

/** A new document at the end of the file. */
function budgetBehind(document: KubernetesDocument, { labels }: PodTemplate): TextEdit {
  const { text, name = 'budget', namespace } = document;
  const matchLabels = Object.fromEntries([...labels].map(([key, value]) => [key, value.text]));
  const lines = newLines(
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, ...(namespace !== undefined && { namespace }) },
      spec: { maxUnavailable: 1, selector: { matchLabels } },
    },
    0,
  );
  const start = text.endsWith('\n') ? '---\n' : '\n---\n';
  return { range: [text.length, text.length], newText: `${start}${lines.join('\n')}\n` };
}

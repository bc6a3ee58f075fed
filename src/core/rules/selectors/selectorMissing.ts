import { child, findPair, scalar } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags workloads that do not say which Pods are theirs. */
export const selectorMissing: ObjectRule = {
  id: 'selector-missing',
  group: 'references',
  summary: 'A Deployment, StatefulSet, DaemonSet or ReplicaSet needs a selector.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  isCrossObject: false,
  *check({ document, set }) {
    const specPair = findPair(document.root, 'spec');
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== 'apps' || spec?.kind !== 'mapping' || specPair === undefined) return;
    // Before apps/v1 it was optional; see the rule `api-removed`.
    if (document.apiVersion !== 'apps/v1') return;
    const pair = findPair(spec, 'selector');
    const selector = child(spec, 'selector');
    const isEmpty = selector?.kind === 'mapping' && selector.pairs.length === 0;
    if (pair !== undefined && !isEmpty) return;
    const labels = [...(set.podOf(document)?.labels ?? [])];
    const matchLabels = Object.fromEntries(labels.map(([name, { text }]) => [name, text]));
    yield {
      range: (pair ?? specPair).key.range,
      message:
        `A ${document.kind} finds its Pods by a selector, and this one has ` +
        `${isEmpty ? 'an empty one' : 'none'}. Kubernetes refuses it: the selector repeats labels ` +
        'of the template.',
      fixes:
        labels.length === 0 || labels.some(([, value]) => scalar(value) === undefined)
          ? []
          : offer(
              document,
              'Select the labels of the template',
              setField(document.text, spec, ['selector', 'matchLabels'], matchLabels),
            ),
    };
  },
};

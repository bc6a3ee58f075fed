import { child, findPair, scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { YamlNode } from '../../yaml/tree.ts';

/** Flags selectors of Jobs, which Kubernetes makes itself. */
export const selectorManualJob: ObjectRule = {
  id: 'selector-manual-job',
  group: 'references',
  summary: 'A Job gets its selector from Kubernetes: writing one is refused.',
  severity: ERROR,
  isFixable: true,
  kinds: ['Job', 'CronJob'],
  isCrossObject: false,
  *check({ document }) {
    if (apiGroup(document) !== 'batch') return;
    const spec = jobSpec(document);
    const pair = findPair(spec, 'selector');
    const isWanted = scalar(child(spec, 'manualSelector'))?.value === true;
    if (pair === undefined || isWanted || scalar(pair.value)?.value === null) return;
    yield {
      range: pair.key.range,
      message:
        'Kubernetes gives each Job a selector that no other Job has, and refuses one that is written ' +
        'by hand: it could take the Pods of another.',
      fixes: offer(document, 'Remove the selector', removeField(document.text, pair)),
    };
  },
};

function jobSpec({ root, kind }: KubernetesDocument): YamlNode | undefined {
  const spec = child(root, 'spec');
  return kind === 'Job' ? spec : child(child(spec, 'jobTemplate'), 'spec');
}

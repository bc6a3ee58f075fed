import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { describe } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { isSpread, REPLICATED_KINDS, replicatedTemplate } from './placement.ts';

/** Flags workloads whose replicas may all be on one node. */
export const antiAffinity: ObjectRule = {
  id: 'anti-affinity',
  group: 'resources',
  summary: 'Several replicas should be kept on different nodes.',
  severity: OPT_IN,
  isFixable: true,
  kinds: REPLICATED_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = replicatedTemplate(document, set);
    if (template === undefined || isSpread(template) || template.spec?.kind !== 'mapping') return;
    const matchLabels = Object.fromEntries(
      [...template.labels].map(([key, value]) => [key, value.text]),
    );
    const term = {
      weight: 100,
      podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels } },
    };
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message:
        `Nothing keeps the replicas of ${describe(document)} apart: all may land on one node and be ` +
        'lost with it.',
      fixes: offer(
        document,
        'Prefer different nodes',
        setField(
          document.text,
          template.spec,
          ['affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'],
          [term],
        ),
      ),
    };
  },
};

import { child } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';

/** Flags workloads that do not say which nodes they are for. */
export const nodeAffinity: ObjectRule = {
  id: 'node-affinity',
  group: 'resources',
  summary: 'A workload should say which nodes it is for.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const spec = set.podOf(document)?.spec;
    if (spec?.kind !== 'mapping' || child(spec, 'nodeSelector') !== undefined) return;
    if (child(child(spec, 'affinity'), 'nodeAffinity') !== undefined) return;
    yield {
      range: (document.nameNode ?? document.kindNode).range,
      message: `${describe(document)} may run on any node: it has neither node affinity nor a nodeSelector.`,
    };
  },
};

import type { ClusterRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { outsideReferences } from './outsideReferences.ts';

/** Tells that what the files do not describe is there in the cluster. */
export const clusterRefExists: ClusterRule = {
  id: 'cluster-ref-exists',
  group: 'cluster',
  summary: 'What is named and not in the files may be in the cluster already.',
  severity: { ...HINT, learner: 'hint' },
  isFixable: false,
  *checkCluster({ document, facts, schema, set }) {
    for (const { kind, name } of outsideReferences(document, { schema, set })) {
      if (!facts.existing.includes(`${kind} ${name.text}`)) continue;
      yield {
        range: name.range,
        message: `${kind} ${name.text} is not in these files, and it is in the cluster "${facts.context}".`,
      };
    }
  },
};

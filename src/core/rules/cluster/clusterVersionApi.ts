import { apiVersionNode } from '../schema/apiVersions.ts';
import type { ClusterRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Tells of kinds that the cluster does not serve. */
export const clusterVersionApi: ClusterRule = {
  id: 'cluster-version-api',
  group: 'cluster',
  summary: 'The cluster has to serve the apiVersion and kind of the object.',
  severity: WARNING,
  isFixable: false,
  *checkCluster({ document, facts }) {
    if (facts.isServed) return;
    yield {
      range: apiVersionNode(document)?.range ?? document.kindNode.range,
      message:
        `The cluster "${facts.context}" serves no ${document.kind} of "${document.apiVersion}". It may be ` +
        'older or newer than what this was written for, or a CustomResourceDefinition is missing.',
    };
  },
};

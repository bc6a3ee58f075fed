import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { apiVerdict, apiVersionNode } from './apiVersions.ts';
import { migration } from './migration.ts';

/** Flags versions of kinds that Kubernetes does not serve any more. */
export const apiRemoved: ObjectRule = {
  id: 'api-removed',
  group: 'identity',
  summary: 'This version of the kind is no longer served by the Kubernetes version in question.',
  severity: ERROR,
  isFixable: true,
  isCrossObject: false,
  *check({ document, schema }) {
    const verdict = apiVerdict(document, schema);
    const node = apiVersionNode(document);
    if (verdict.verdict !== 'removed' || node === undefined) return;
    const { removedIn, replacement } = verdict.api;
    yield {
      range: node.range,
      message:
        `${document.kind} of "${document.apiVersion}" went away with Kubernetes 1.${removedIn}: ` +
        `1.${schema.minor} refuses it. ` +
        (replacement === undefined ? 'It has no successor.' : `It is in "${replacement}" now.`),
      isDeprecated: true,
      fixes: replacement === undefined ? [] : migration(document, node, replacement),
    };
  },
};

import type { ClusterRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { isImmutable } from './immutable.ts';
import { fieldPlace } from './places.ts';

/** Shows what the API server says against an object, at the fields that it names. */
export const serverDryRun: ClusterRule = {
  id: 'server-dry-run',
  group: 'cluster',
  summary: 'The cluster takes the object: schema, admission, quotas and webhooks included.',
  severity: ERROR,
  isFixable: false,
  *checkCluster({ document, facts }) {
    const { answer, context } = facts;
    if (answer === undefined || answer.isTaken) return;
    const causes = answer.causes.filter((cause) => !isImmutable(cause));
    for (const { field, message } of causes) {
      yield {
        range: field === undefined ? document.kindNode.range : fieldPlace(document, field),
        message: `The cluster "${context}" refuses it: ${sentence(field, message)}`,
      };
    }
    if (answer.causes.length > 0) return;
    yield {
      range: document.kindNode.range,
      message: `The cluster "${context}" refuses it: ${sentence(undefined, answer.message)}`,
    };
  },
};

function sentence(field: string | undefined, message: string): string {
  const text = field === undefined ? message : `${field}: ${message}`;
  return text.endsWith('.') ? text : `${text}.`;
}

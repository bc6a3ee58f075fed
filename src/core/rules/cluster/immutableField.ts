import { describe } from '../kubernetesDocument.ts';
import type { ClusterRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import { isImmutable } from './immutable.ts';
import { fieldPlace } from './places.ts';
import { valueAt } from './values.ts';

/** Tells of changes to fields that cannot be changed in an object that exists. */
export const immutableField: ClusterRule = {
  id: 'immutable-field',
  group: 'cluster',
  summary: 'Some fields cannot be changed once an object exists: it has to be made anew.',
  severity: ERROR,
  isFixable: false,
  *checkCluster({ document, facts }) {
    const { answer, context, live } = facts;
    if (answer === undefined || answer.isTaken) return;
    for (const { field, message } of answer.causes.filter(isImmutable)) {
      const value = field === undefined ? undefined : valueAt(live, field);
      const now = value === undefined ? '' : ` In the cluster it is ${JSON.stringify(value)}.`;
      yield {
        range: field === undefined ? document.kindNode.range : fieldPlace(document, field),
        message:
          `\`${field ?? 'spec'}\` of ${describe(document)} cannot be changed any more.${now} Delete the ` +
          `object in "${context}" and apply it again. The server says: "${message}".`,
      };
    }
  },
};

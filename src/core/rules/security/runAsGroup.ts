import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { holderOf } from './securityContext.ts';
import { writtenIds } from './userIds.ts';

/** Flags Pods and containers whose group is that of root. */
export const runAsGroup: ObjectRule = {
  id: 'run-as-group',
  group: 'security',
  summary: 'A container should not run in the group of root (runAsGroup: 0).',
  severity: HINT,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check(context) {
    const template = context.set.podOf(context.document);
    if (template === undefined) return;
    for (const { container, value, id } of writtenIds(context, 'runAsGroup')) {
      if (id !== 0) continue;
      yield {
        range: value.range,
        message:
          `${holderOf(template, container)} runs in group 0, the group of root: it may read and ` +
          'often write what belongs to that group. Expected: a number above 0.',
      };
    }
  },
};

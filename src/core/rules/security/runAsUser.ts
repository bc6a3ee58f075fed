import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';
import { hasUserNamespace, holderOf } from './securityContext.ts';
import { writtenIds } from './userIds.ts';

/** Flags Pods and containers that ask for root. */
export const runAsUser: ObjectRule = {
  id: 'run-as-user',
  group: 'security',
  summary: 'A container should not ask for the user root (runAsUser: 0).',
  severity: PSS_RESTRICTED,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check(context) {
    const template = context.set.podOf(context.document);
    if (template === undefined || hasUserNamespace(template)) return;
    for (const { container, value, id } of writtenIds(context, 'runAsUser')) {
      if (id !== 0) continue;
      yield {
        range: value.range,
        message:
          `${holderOf(template, container)} asks for user 0, which is root, whatever user its ` +
          'image was built for. Expected: a number above 0.',
      };
    }
  },
};

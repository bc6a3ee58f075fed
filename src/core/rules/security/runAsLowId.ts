import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { OPT_IN } from '../severities.ts';
import { holderOf } from './securityContext.ts';
import { writtenIds } from './userIds.ts';

/** From here on no user or group of a node's own is to be expected. */
const FIRST_HIGH_ID = 10_000;

/** Flags users and groups by whose numbers a node may know somebody. */
export const runAsLowId: ObjectRule = {
  id: 'run-as-low-id',
  group: 'security',
  summary: 'Users and groups below 10000 may be those of somebody on the node.',
  severity: OPT_IN,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check(context) {
    const template = context.set.podOf(context.document);
    if (template === undefined) return;
    for (const field of ['runAsUser', 'runAsGroup'] as const) {
      for (const { container, value, id } of writtenIds(context, field)) {
        if (id <= 0 || id >= FIRST_HIGH_ID) continue;
        yield {
          range: value.range,
          message:
            `${holderOf(template, container)} runs with \`${field}: ${id}\`. Numbers below ` +
            `${FIRST_HIGH_ID} may belong to somebody on the node, whose rights a process would ` +
            'have if it got out.',
        };
      }
    }
  },
};

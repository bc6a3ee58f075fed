import { child, scalar } from '../../yaml/access.ts';
import { missingObject } from '../missingObject.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags PriorityClasses that the files do not describe. */
export const priorityClassNotFound: ObjectRule = {
  id: 'priorityclass-not-found',
  group: 'references',
  summary: 'The PriorityClass of a Pod must exist.',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const name = scalar(child(set.podOf(document)?.spec, 'priorityClassName'));
    // Every cluster has those of the system.
    if (name === undefined || name.text.startsWith('system-')) return;
    const found = missingObject(set, {
      from: document,
      kind: 'PriorityClass',
      name,
      isClusterScoped: true,
      consequence: 'The Pods would be refused: "no PriorityClass with name found".',
    });
    if (found !== undefined) yield found;
  },
};

import { scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { containerSettings } from './securityContext.ts';

/** Flags containers that see more of /proc than they ought to. */
export const procMount: ObjectRule = {
  id: 'proc-mount',
  group: 'security',
  summary: 'A container should have the usual view of /proc (procMount: Default).',
  severity: PSS_BASELINE,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { container, pair, value } of containerSettings(template, ['procMount'])) {
      const text = scalar(value)?.text;
      if (container === undefined || text !== 'Unmasked') continue;
      yield {
        range: value.range,
        message:
          `Container ${container.label} sees all of /proc, also what the runtime hides because it ` +
          'reaches into the node. Pod Security refuses it from the level baseline on.',
        fixes: offer(document, 'Remove procMount', removeField(document.text, pair)),
      };
    }
  },
};

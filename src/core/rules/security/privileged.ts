import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { offer } from '../fixes.ts';
import { containerSettings, holderOf, isTrue } from './securityContext.ts';
import { replaceValue } from '../../yaml/fieldEdits.ts';

/** Flags containers that may do on their node whatever root may. */
export const privileged: ObjectRule = {
  id: 'privileged',
  group: 'security',
  summary: 'A privileged container is root on its node.',
  severity: PSS_BASELINE,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { container, value } of containerSettings(template, ['privileged'])) {
      if (!isTrue(value)) continue;
      yield {
        range: value.range,
        message:
          `${holderOf(template, container)} is privileged: it has every capability and sees all ` +
          'devices, so whoever breaks into it owns the node. Hardly anything needs more than a ' +
          'single capability under `capabilities.add`.',
        fixes: offer(document, 'Set privileged to false', replaceValue(value, false)),
      };
    }
  },
};

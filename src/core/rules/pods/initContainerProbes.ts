import { findPair } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import { PROBE_FIELDS } from '../probes.ts';
import type { ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';

/** Flags probes and hooks on init containers, which run to their end. */
export const initContainerProbes: ObjectRule = {
  id: 'initcontainer-probes',
  group: 'pods',
  summary: 'An init container runs to its end: probes and hooks are for those that keep running.',
  severity: ERROR,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const { node, role, label } of set.podOf(document)?.containers ?? []) {
      if (role !== 'init') continue;
      for (const field of [...PROBE_FIELDS, 'lifecycle']) {
        const pair = findPair(node, field);
        if (pair === undefined || pair.value.kind !== 'mapping') continue;
        yield {
          range: pair.key.range,
          message:
            `Init container ${label} runs to its end before the others start, so it has no \`${field}\`: ` +
            '"may not be set for init containers without restartPolicy=Always".',
          fixes: offer(document, `Remove ${field}`, removeField(document.text, pair)),
        };
      }
    }
  },
};

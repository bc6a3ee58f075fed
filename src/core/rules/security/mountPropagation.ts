import { child, scalar } from '../../yaml/access.ts';
import { removeField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { mountsOf } from '../pods/volumes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import { findPair } from '../../yaml/access.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

/** Flags mounts that a container passes on to its node. */
export const mountPropagation: ObjectRule = {
  id: 'mount-propagation',
  group: 'security',
  summary: 'What a container mounts should not appear on its node (Bidirectional).',
  severity: WARNING,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    for (const container of set.podOf(document)?.containers ?? []) {
      for (const { node } of mountsOf(container)) {
        const value = scalar(child(node, 'mountPropagation'));
        const pair = findPair(node, 'mountPropagation');
        if (value?.text !== 'Bidirectional' || pair === undefined) continue;
        yield {
          range: value.range,
          message:
            `What container ${container.label} mounts there appears on the node and in all containers that ` +
            'share the folder. Only drivers of volumes need that, and only privileged ones may.',
          fixes: offer(document, 'Remove mountPropagation', removeField(document.text, pair)),
        };
      }
    }
  },
};

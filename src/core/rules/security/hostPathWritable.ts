import { child } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { offer } from '../fixes.ts';
import { related } from '../places.ts';
import { mountsOf } from '../pods/volumes.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { hostPathsOf } from './hostPaths.ts';
import { isTrue } from './securityContext.ts';

/** Tells of folders of the node that a container may change. */
export const hostPathWritable: ObjectRule = {
  id: 'host-path-writable',
  group: 'security',
  summary: 'A folder of the node should be mounted read-only.',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    const paths = hostPathsOf(template);
    for (const container of template.containers) {
      for (const { node, name, field } of mountsOf(container)) {
        const path = paths.find((one) => one.name === name.text);
        if (path === undefined || field !== 'volumeMounts') continue;
        if (isTrue(child(node, 'readOnly'))) continue;
        yield {
          range: name.range,
          message:
            `Container ${container.label} may write into a folder of the node. Expected: ` +
            '`readOnly: true`, unless it has to.',
          related: [related(document, path.pair.key.range, 'The volume.')],
          fixes: offer(
            document,
            'Mount it read-only',
            setField(document.text, node, ['readOnly'], true),
          ),
        };
      }
    }
  },
};

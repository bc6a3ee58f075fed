import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { hostPathsOf } from './hostPaths.ts';

/** Flags volumes that are folders of the node. */
export const hostPath: ObjectRule = {
  id: 'host-path',
  group: 'security',
  summary: 'A Pod should not mount folders of its node (hostPath).',
  severity: PSS_BASELINE,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { pair, name } of hostPathsOf(template)) {
      yield {
        range: pair.key.range,
        message:
          `The volume ${name} is a folder of the node: the Pod finds other data on every node, and may ` +
          'reach what belongs to the node. Pod Security refuses it from the level baseline on.',
      };
    }
  },
};

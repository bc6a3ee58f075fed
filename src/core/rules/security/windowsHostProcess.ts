import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { holderOf, isTrue, settingsOf } from './securityContext.ts';

/** Flags Windows containers that are processes of their node. */
export const windowsHostProcess: ObjectRule = {
  id: 'windows-host-process',
  group: 'security',
  summary: 'A Windows container should not be a process of its node (hostProcess).',
  severity: PSS_BASELINE,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const { container, value } of settingsOf(template, ['windowsOptions', 'hostProcess'])) {
      if (!isTrue(value)) continue;
      yield {
        range: value.range,
        message:
          `${holderOf(template, container)} runs as a process of the node, with its rights. Pod Security ` +
          'refuses it from the level baseline on.',
      };
    }
  },
};

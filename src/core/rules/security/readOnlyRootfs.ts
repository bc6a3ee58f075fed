import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { offer } from '../fixes.ts';
import { missingPlace, writtenContainers } from './missingSettings.ts';
import { containerSetting, isFalse, isUnfinished, isWindows } from './securityContext.ts';
import { setField } from '../../yaml/fieldEdits.ts';

const PATH = ['readOnlyRootFilesystem'];

/** Flags containers that can change their own programs. */
export const readOnlyRootfs: ObjectRule = {
  id: 'read-only-rootfs',
  group: 'security',
  summary: 'A container should not be able to write into its image (readOnlyRootFilesystem).',
  severity: HINT,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || isWindows(template)) return;
    for (const container of writtenContainers(template)) {
      const setting = containerSetting(container, PATH);
      if (setting !== undefined && !isFalse(setting.value)) continue;
      if (isUnfinished(container.node, PATH)) continue;
      const edit = setField(document.text, container.node, ['securityContext', ...PATH], true);
      yield {
        range: setting?.value.range ?? missingPlace(container),
        message:
          `Container ${container.label} can write anywhere in its file system, so an intruder can ` +
          'put programs there. With `readOnlyRootFilesystem: true` it writes only into volumes, ' +
          'such as an emptyDir at /tmp.',
        fixes: offer(document, 'Set readOnlyRootFilesystem to true', edit),
      };
    }
  },
};

import { hasItem } from '../../yaml/access.ts';
import { POD_KINDS, type Container } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';
import { offer } from '../fixes.ts';
import { missingPlace, writtenContainers } from './missingSettings.ts';
import { containerSetting, holderOf, isTrue, isUnfinished, isWindows } from './securityContext.ts';
import { setField } from '../../yaml/fieldEdits.ts';

const PATH = ['allowPrivilegeEscalation'];

/** Flags containers in which a process may get more rights than its parent has. */
export const privilegeEscalation: ObjectRule = {
  id: 'privilege-escalation',
  group: 'security',
  summary: 'A container should set allowPrivilegeEscalation to false.',
  severity: PSS_RESTRICTED,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || isWindows(template)) return;
    for (const container of writtenContainers(template)) {
      const setting = containerSetting(container, PATH);
      if (setting !== undefined && !isTrue(setting.value)) continue;
      if (isUnfinished(container.node, PATH)) continue;
      const how = setting === undefined ? 'does not forbid' : 'allows';
      yield {
        range: setting?.value.range ?? missingPlace(container),
        message:
          `${holderOf(template, container)} ${how} privilege escalation: a program in it with the ` +
          'set-user-ID bit, such as sudo, makes root of any user. ' +
          'Expected: `allowPrivilegeEscalation: false`.',
        fixes: needsEscalation(container)
          ? []
          : offer(
              document,
              'Set allowPrivilegeEscalation to false',
              setField(document.text, container.node, ['securityContext', ...PATH], false),
            ),
      };
    }
  },
};

/** Kubernetes refuses `false` beside these. */
function needsEscalation(container: Container): boolean {
  const added = containerSetting(container, ['capabilities', 'add'])?.value;
  return (
    isTrue(containerSetting(container, ['privileged'])?.value) || hasItem(added, 'CAP_SYS_ADMIN')
  );
}

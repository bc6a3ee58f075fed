import { textAt } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { offer } from '../fixes.ts';
import { writtenContainers } from './missingSettings.ts';
import { effectiveSetting, isTrue, isUnfinished, isWindows } from './securityContext.ts';
import { setField } from '../../yaml/fieldEdits.ts';

/** Images whose name says that they bring a user of their own, as a number. */
const BRINGS_USER = /nonroot|non-root|unprivileged|rootless|distroless|chainguard/i;

/** No user of common images has it, and it is not root. */
const PLAIN_USER = 1000;

/** Tells of containers that start only if their image names its user by number. */
export const nonRootNoUser: ObjectRule = {
  id: 'nonroot-no-user',
  group: 'security',
  summary: 'runAsNonRoot without runAsUser works only with images whose user is a number.',
  severity: INFORMATION,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || isWindows(template)) return;
    const seen = new Set<unknown>();
    for (const container of writtenContainers(template)) {
      const setting = effectiveSetting(template, container, ['runAsNonRoot']);
      if (setting === undefined || !isTrue(setting.value) || seen.has(setting.value)) continue;
      if (effectiveSetting(template, container, ['runAsUser']) !== undefined) continue;
      if (BRINGS_USER.test(textAt(container.node, 'image') ?? '')) continue;
      const holder = setting.container === undefined ? template.spec : container.node;
      if (isUnfinished(holder, ['runAsUser']) || holder?.kind !== 'mapping') continue;
      seen.add(setting.value);
      const path = ['securityContext', 'runAsUser'];
      const edit = setField(document.text, holder, path, PLAIN_USER);
      yield {
        range: setting.value.range,
        message:
          `Container ${container.label} must not run as root, and nothing says as whom instead. ` +
          "If its image's user is root or a name, it does not start " +
          '(CreateContainerConfigError); `runAsUser` with a number settles it.',
        fixes: offer(document, `Run as user ${PLAIN_USER}`, edit),
      };
    }
  },
};

import { POD_KINDS, type PodTemplate } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';
import { offer } from '../fixes.ts';
import { missingPlace, writtenContainers } from './missingSettings.ts';
import {
  containerSetting,
  hasUserNamespace,
  holderOf,
  isFalse,
  isUnfinished,
  podSetting,
  settingsOf,
} from './securityContext.ts';
import { replaceValue, setField } from '../../yaml/fieldEdits.ts';

const PATH = ['runAsNonRoot'];

/** Flags containers that may run as root. */
export const runAsNonRoot: ObjectRule = {
  id: 'run-as-non-root',
  group: 'security',
  summary: 'A container should refuse to run as root (runAsNonRoot).',
  severity: PSS_RESTRICTED,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || hasUserNamespace(template)) return;
    for (const { container, value } of settingsOf(template, PATH)) {
      if (!isFalse(value)) continue;
      yield {
        range: value.range,
        message:
          `${holderOf(template, container)} allows root on purpose (\`runAsNonRoot: false\`). ` +
          'Root in a container is root on its node once it gets out. Expected: `true`.',
        fixes: offer(document, 'Set runAsNonRoot to true', replaceValue(value, true)),
      };
    }
    yield* missing(template);
  },
};

/** A Pod's own value, whatever it is, has been judged where it stands. */
function* missing(template: PodTemplate): Generator<Finding> {
  const { document, spec } = template;
  if (podSetting(template, PATH) !== undefined || isUnfinished(spec, PATH)) return;
  if (spec?.kind !== 'mapping') return;
  for (const container of writtenContainers(template)) {
    if (containerSetting(container, PATH) !== undefined) continue;
    if (isUnfinished(container.node, PATH)) continue;
    const edit = setField(document.text, spec, ['securityContext', ...PATH], true);
    yield {
      range: missingPlace(container),
      message:
        `Container ${container.label} may run as root: neither it nor its Pod says ` +
        '`runAsNonRoot: true`, so the image decides, and most images choose root.',
      fixes: offer(document, 'Set runAsNonRoot to true for the whole Pod', edit),
    };
  }
}

import { scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { fix, offer } from '../fixes.ts';
import { POD_KINDS, type PodTemplate } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { PSS_RESTRICTED } from '../severities.ts';
import { missingPlace, writtenContainers } from './missingSettings.ts';
import { effectiveSetting, isUnfinished, isWindows, settingsOf } from './securityContext.ts';

const PATH = ['seccompProfile', 'type'];

/** Flags containers that may use every call of the kernel. */
export const seccomp: ObjectRule = {
  id: 'seccomp',
  group: 'security',
  summary: 'A Pod should use the seccomp profile of its runtime (RuntimeDefault).',
  severity: PSS_RESTRICTED,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined || isWindows(template)) return;
    for (const { value } of settingsOf(template, PATH)) {
      const type = scalar(value);
      if (type?.text !== 'Unconfined') continue;
      yield {
        range: type.range,
        message:
          'Without a profile every call of the kernel is open, also those that only attackers use. ' +
          'Expected: `RuntimeDefault`.',
        fixes: [
          fix(document, 'Use RuntimeDefault', [replaceScalar(type, 'RuntimeDefault')], {
            isPreferred: true,
          }),
        ],
      };
    }
    yield* missing(template);
  },
};

function* missing(template: PodTemplate): Generator<Finding> {
  const { document, spec } = template;
  if (spec?.kind !== 'mapping' || isUnfinished(spec, PATH)) return;
  for (const container of writtenContainers(template)) {
    if (effectiveSetting(template, container, PATH) !== undefined) continue;
    if (isUnfinished(container.node, PATH)) continue;
    yield {
      range: missingPlace(container),
      message:
        `Container ${container.label} has no seccomp profile, so most clusters leave every call of the ` +
        'kernel open to it. `RuntimeDefault` closes those that hardly any program needs.',
      fixes: offer(
        document,
        'Use RuntimeDefault for the whole Pod',
        setField(document.text, spec, ['securityContext', ...PATH], 'RuntimeDefault'),
      ),
    };
  }
}

import { items, scalar } from '../../yaml/access.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import { removeItem } from '../../yaml/listEdits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { POD_KINDS, type PodTemplate } from '../podTemplates.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { BASELINE_CAPABILITIES, powerOf } from './capabilities.ts';
import { offer } from '../fixes.ts';
import { containerSettings, holderOf, type SecuritySetting } from './securityContext.ts';
import { removeField } from '../../yaml/fieldEdits.ts';

/** Flags capabilities beyond those that containers have by default, and misspelt ones. */
export const addCapabilities: ObjectRule = {
  id: 'add-capabilities',
  group: 'security',
  summary: 'A container should add no capability beyond the default ones.',
  severity: PSS_BASELINE,
  isFixable: true,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const setting of containerSettings(template, ['capabilities', 'add'])) {
      for (const item of items(setting.value)) {
        const capability = scalar(item);
        if (capability === undefined || BASELINE_CAPABILITIES.has(capability.text)) continue;
        yield finding(template, setting, capability);
      }
    }
  },
};

function finding(
  template: PodTemplate,
  { container, pair, value }: SecuritySetting,
  item: YamlScalar,
): Finding {
  const { document } = template;
  const plainName = item.text.toUpperCase().replace(/^CAP_/, '');
  if (plainName !== item.text && BASELINE_CAPABILITIES.has(plainName)) {
    return {
      range: item.range,
      message:
        `Kubernetes calls this capability "${plainName}", in capitals and without CAP_: as ` +
        `"${item.text}" it is not among those that Pod Security lets through.`,
      fixes: offer(document, `Write ${plainName}`, replaceScalar(item, plainName), {
        isMechanical: true,
      }),
    };
  }
  const isOnly = value.kind === 'sequence' && value.items.length === 1;
  const edit = isOnly
    ? removeField(document.text, pair)
    : value.kind === 'sequence'
      ? removeItem(document.text, value, item)
      : undefined;
  return {
    range: item.range,
    message:
      `${holderOf(template, container)} adds the capability "${item.text}" (${powerOf(plainName)}). ` +
      'Pod Security refuses it from the level baseline on.',
    fixes: offer(document, `Do not add ${item.text}`, edit),
  };
}

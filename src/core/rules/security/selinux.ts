import { scalar } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE_HINT } from '../severities.ts';
import { holderOf, settingsOf } from './securityContext.ts';

/** Types that the level `baseline` lets through. */
const ALLOWED_TYPES = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);

/** Flags SELinux users, roles and types of one's own. */
export const selinux: ObjectRule = {
  id: 'selinux',
  group: 'security',
  summary: 'SELinux labels should be those that the runtime gives.',
  severity: PSS_BASELINE_HINT,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    if (template === undefined) return;
    for (const field of ['user', 'role', 'type']) {
      for (const { container, value } of settingsOf(template, ['seLinuxOptions', field])) {
        const text = scalar(value)?.text ?? '';
        if (text === '' || (field === 'type' && ALLOWED_TYPES.has(text))) continue;
        yield {
          range: value.range,
          message:
            `${holderOf(template, container)} sets the SELinux ${field} "${text}" itself, and may get more ` +
            'rights than the runtime gives. Pod Security refuses it from the level baseline on.',
        };
      }
    }
  },
};

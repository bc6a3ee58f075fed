import { child, items, scalar } from '../../yaml/access.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { podSetting } from './securityContext.ts';

/** Those that belong to the Pod alone; see the Pod Security Standards. */
const SAFE = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

/** Flags kernel settings that reach beyond the Pod. */
export const sysctls: ObjectRule = {
  id: 'sysctls',
  group: 'security',
  summary: 'Only the safe kernel settings belong to a Pod alone.',
  severity: PSS_BASELINE,
  isFixable: false,
  kinds: POD_KINDS,
  isCrossObject: false,
  *check({ document, set }) {
    const template = set.podOf(document);
    const setting = template === undefined ? undefined : podSetting(template, ['sysctls']);
    for (const item of items(setting?.value)) {
      const name = scalar(child(item, 'name'));
      if (name === undefined || SAFE.has(name.text)) continue;
      yield {
        range: name.range,
        message:
          `"${name.text}" is no safe kernel setting: it may change the whole node, and a node starts such ` +
          'a Pod only when its administrator allows it (SysctlForbidden).',
      };
    }
  },
};

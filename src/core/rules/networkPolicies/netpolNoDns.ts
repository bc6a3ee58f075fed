import { child, findPair, items, scalar } from '../../yaml/access.ts';
import { appendItem } from '../../yaml/listEdits.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { offer } from '../fixes.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';

const DNS_PORT = 53;

/** Tells of egress policies under which names are not found any more. */
export const netpolNoDns: ObjectRule = {
  id: 'netpol-no-dns',
  group: 'references',
  summary: 'A policy for egress should let DNS through, or no name is found any more.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['NetworkPolicy'],
  isCrossObject: false,
  *check({ document }) {
    if (apiGroup(document) !== 'networking.k8s.io') return;
    const spec = child(document.root, 'spec');
    const pair = findPair(spec, 'egress');
    const egress = child(spec, 'egress');
    // An empty list forbids everything on purpose; DNS is then let through by another policy.
    if (pair === undefined || egress?.kind !== 'sequence' || egress.items.length === 0) return;
    if (items(egress).some(letsDnsThrough)) return;
    yield {
      range: pair.key.range,
      message:
        'What is not listed here is forbidden, and DNS (port 53) is not listed: these Pods would find ' +
        'no Service by its name, unless another policy lets them.',
      fixes: offer(
        document,
        'Let DNS through',
        appendItem(document.text, egress, {
          ports: [
            { protocol: 'UDP', port: DNS_PORT },
            { protocol: 'TCP', port: DNS_PORT },
          ],
        }),
      ),
    };
  },
};

/** A rule for all ports does, wherever it leads to. */
function letsDnsThrough(rule: YamlNode): boolean {
  const ports = child(rule, 'ports');
  if (ports === undefined) return true;
  return items(ports).some((entry) => {
    const port = scalar(child(entry, 'port'));
    const end = scalar(child(entry, 'endPort'))?.value;
    if (port === undefined) return true;
    if (port.text === 'dns' || port.text === 'dns-tcp' || port.value === DNS_PORT) return true;
    return (
      typeof port.value === 'number' &&
      typeof end === 'number' &&
      port.value <= DNS_PORT &&
      DNS_PORT <= end
    );
  });
}

import { findPair, resolveAlias } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { PSS_BASELINE } from '../severities.ts';
import { offer } from '../fixes.ts';
import { isTrue } from './securityContext.ts';
import { removeField } from '../../yaml/fieldEdits.ts';

interface HostNamespace {
  readonly id: string;
  readonly field: 'hostPID' | 'hostIPC' | 'hostNetwork';
  readonly summary: string;
  /** What it means for the Pod, as the second half of a sentence about it. */
  readonly meaning: string;
}

/** A rule about one of the namespaces that a Pod can share with its node. */
export function hostNamespaceRule({ id, field, summary, meaning }: HostNamespace): ObjectRule {
  return {
    id,
    group: 'security',
    summary,
    severity: PSS_BASELINE,
    isFixable: true,
    kinds: POD_KINDS,
    isCrossObject: false,
    *check({ document, set }) {
      const pair = findPair(set.podOf(document)?.spec, field);
      if (pair === undefined) return;
      const value = resolveAlias(pair.value);
      if (!isTrue(value)) return;
      yield {
        range: [pair.key.range[0], pair.value.range[1]],
        message:
          `With \`${field}: true\` the Pod of ${describe(document)} ${meaning}. Pod Security ` +
          'refuses it from the level baseline on.',
        fixes: offer(document, `Remove ${field}`, removeField(document.text, pair)),
      };
    },
  };
}

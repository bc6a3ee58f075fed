import { child, findPair, scalar } from '../../yaml/access.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { POD_KINDS } from '../podTemplates.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** Flags Pods that the Pod Security level of their namespace refuses. */
export function pssNamespace(rules: readonly ObjectRule[]): ObjectRule {
  return {
    id: 'pss-namespace',
    group: 'references',
    summary: 'A workload must keep to the Pod Security level that its namespace enforces.',
    severity: WARNING,
    isFixable: true,
    kinds: POD_KINDS,
    isCrossObject: true,
    *check(context) {
      const { document, set } = context;
      const level = enforcedLevel(document, set);
      if (level === undefined || document.namespace === undefined) return;
      const { namespace, value } = level;
      const profile = value.text === 'restricted' ? 'pss-restricted' : 'pss-baseline';
      if (value.text !== 'restricted' && value.text !== 'baseline') return;
      for (const rule of rules) {
        if (rule.severity[profile] !== 'error') continue;
        for (const finding of rule.check(context)) {
          yield {
            ...finding,
            message:
              `${describe(namespace)} enforces the Pod Security level ${value.text} and refuses this: ` +
              `"violates PodSecurity". ${finding.message}`,
            related: [
              { uri: namespace.uri, range: value.range, message: 'The level of the namespace.' },
            ],
          };
        }
      }
    },
  };
}

function enforcedLevel(
  document: KubernetesDocument,
  set: ObjectSet,
): { namespace: KubernetesDocument; value: YamlScalar } | undefined {
  for (const namespace of set.ofKind('Namespace')) {
    if (namespace.name !== document.namespace) continue;
    const labels = child(child(namespace.root, 'metadata'), 'labels');
    const value = scalar(findPair(labels, LABEL)?.value);
    if (value !== undefined) return { namespace, value };
  }
  return undefined;
}

import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import type { ObjectRule, RelatedPlace } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { binding, BINDING_KINDS } from './bindings.ts';
import { grants, policyRules } from './policyRules.ts';

/** Flags bindings that give somebody all rights there are. */
export const rbacClusterAdmin: ObjectRule = {
  id: 'rbac-cluster-admin',
  group: 'rbac',
  summary: 'Nobody should get all rights by a binding: cluster-admin, or a role of wildcards.',
  severity: WARNING,
  isFixable: false,
  kinds: BINDING_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const role = binding(document)?.role;
    const name = role?.name;
    if (role === undefined || name === undefined) return;
    const where =
      document.kind === 'RoleBinding' ? 'all rights in its namespace' : 'all rights in the cluster';
    if (role.kind?.text === 'ClusterRole' && name.text === 'cluster-admin') {
      yield {
        range: name.range,
        message:
          `${describe(document)} gives ${where}. A role with the few verbs and resources that are ` +
          'needed does less harm in wrong hands.',
      };
      return;
    }
    const everything = everythingOf(role.kind?.text ?? '', name.text, document, set);
    if (everything === undefined) return;
    yield {
      range: name.range,
      message: `${describe(document)} gives ${where}, for its role allows "*" on "*" of "*".`,
      related: [everything],
    };
  },
};

/** The place in a role of the files where it allows everything. */
function everythingOf(
  kind: string,
  name: string,
  from: KubernetesDocument,
  set: ObjectSet,
): RelatedPlace | undefined {
  const role =
    kind === 'Role'
      ? set.find('Role', name, from)
      : set.ofKind('ClusterRole').find((one) => one.name === name);
  if (role === undefined) return undefined;
  for (const rule of policyRules(role)) {
    const all = grants(rule, '*', ['*'], ['*']);
    if (all !== undefined) return { uri: role.uri, range: all.verb.range, message: 'The rule.' };
  }
  return undefined;
}

import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';
import { comparePlaces } from '../places.ts';
import type { RelatedPlace } from '../rule.ts';
import { binding, BINDING_KINDS } from './bindings.ts';

export const ROLE_KINDS: readonly string[] = ['Role', 'ClusterRole'];

/** One rule of a role: what may be done to which resources. */
export interface PolicyRule {
  readonly groups: readonly YamlScalar[];
  readonly resources: readonly YamlScalar[];
  readonly verbs: readonly YamlScalar[];
  /** Empty when the rule is for all objects of a resource. */
  readonly names: readonly YamlScalar[];
}

/** The rules of a Role or ClusterRole; none for kinds of these names in other groups. */
export function policyRules(document: KubernetesDocument): PolicyRule[] {
  if (apiGroup(document) !== 'rbac.authorization.k8s.io') return [];
  return items(child(document.root, 'rules')).map(policyRule);
}

function policyRule(node: YamlNode): PolicyRule {
  const texts = (field: string): YamlScalar[] =>
    items(child(node, field)).flatMap((item) => scalar(item) ?? []);
  return {
    groups: texts('apiGroups'),
    resources: texts('resources'),
    verbs: texts('verbs'),
    names: texts('resourceNames'),
  };
}

/** The items of a rule that allow one of these verbs on one of these resources of a group. */
export function grants(
  rule: PolicyRule,
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
): { resource: YamlScalar; verb: YamlScalar } | undefined {
  const isGroup = rule.groups.some(({ text }) => text === group || text === '*');
  const resource = rule.resources.find(({ text }) => text === '*' || resources.includes(text));
  const verb = rule.verbs.find(({ text }) => text === '*' || verbs.includes(text));
  return isGroup && resource !== undefined && verb !== undefined ? { resource, verb } : undefined;
}

/** Who gets a role, by the bindings of the files. */
export function bindingPlaces(role: KubernetesDocument, set: ObjectSet): RelatedPlace[] {
  return BINDING_KINDS.flatMap((kind) => [...set.ofKind(kind)])
    .toSorted(comparePlaces)
    .flatMap((document) => {
      const ref = binding(document)?.role;
      const isThis = ref?.kind?.text === role.kind && ref.name?.text === role.name;
      if (!isThis || ref.name === undefined) return [];
      return [
        {
          uri: document.uri,
          range: ref.name.range,
          message: `${describe(document)} gives it away.`,
        },
      ];
    });
}

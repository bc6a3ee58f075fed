import { child, items, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlScalar } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';

/** One end of a binding; what is not written yet is undefined. */
export interface BindingEnd {
  readonly node: YamlMapping;
  readonly kind: YamlScalar | undefined;
  readonly name: YamlScalar | undefined;
  readonly apiGroup: YamlScalar | undefined;
  readonly namespace: YamlScalar | undefined;
}

export interface Binding {
  readonly role: BindingEnd | undefined;
  readonly subjects: readonly BindingEnd[];
}

export const BINDING_KINDS: readonly string[] = ['RoleBinding', 'ClusterRoleBinding'];

/** Undefined for kinds of the same name in other groups. */
export function binding(document: KubernetesDocument): Binding | undefined {
  if (apiGroup(document) !== 'rbac.authorization.k8s.io') return undefined;
  const role = child(document.root, 'roleRef');
  return {
    role: role?.kind === 'mapping' ? end(role) : undefined,
    subjects: items(child(document.root, 'subjects')).flatMap((node) =>
      node.kind === 'mapping' ? [end(node)] : [],
    ),
  };
}

function end(node: YamlMapping): BindingEnd {
  return {
    node,
    kind: scalar(child(node, 'kind')),
    name: scalar(child(node, 'name')),
    apiGroup: scalar(child(node, 'apiGroup')),
    namespace: scalar(child(node, 'namespace')),
  };
}

import { appendPair, replaceScalar } from '../../yaml/edits.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { firstKey } from '../places.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { ERROR } from '../severities.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { binding, BINDING_KINDS, type BindingEnd } from './bindings.ts';

const GROUP = 'rbac.authorization.k8s.io';

const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

/** Flags ends of a binding that the API server refuses. */
export const roleRefKind: ObjectRule = {
  id: 'role-ref-kind',
  group: 'references',
  summary: 'A binding names a Role or ClusterRole, and Users, Groups or ServiceAccounts, rightly.',
  severity: ERROR,
  isFixable: true,
  kinds: BINDING_KINDS,
  isCrossObject: false,
  *check({ document }) {
    const ends = binding(document);
    if (ends?.role !== undefined) yield* judgeRole(document, ends.role);
    for (const subject of ends?.subjects ?? []) yield* judgeSubject(document, subject);
  },
};

function* judgeRole(document: KubernetesDocument, role: BindingEnd): Generator<Finding> {
  const allowed = document.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (role.kind !== undefined && !allowed.includes(role.kind.text)) {
    const meant =
      nearest(role.kind.text, allowed) ?? (role.kind.text === 'Role' ? 'ClusterRole' : undefined);
    yield slip(
      document,
      role.kind,
      `A ${document.kind} can refer to ${allowed.join(' or ')}, and not to "${role.kind.text}".`,
      meant,
    );
  }
  if (role.apiGroup !== undefined && role.apiGroup.text !== '' && role.apiGroup.text !== GROUP) {
    yield slip(document, role.apiGroup, `Roles are in the API group ${GROUP}.`, GROUP);
  }
}

function* judgeSubject(document: KubernetesDocument, subject: BindingEnd): Generator<Finding> {
  const { kind, apiGroup, namespace, node } = subject;
  if (kind === undefined) return;
  if (!SUBJECT_KINDS.includes(kind.text)) {
    const message = `A subject is a ServiceAccount, a User or a Group, and no "${kind.text}".`;
    yield slip(document, kind, message, nearest(kind.text, SUBJECT_KINDS));
    return;
  }
  const isAccount = kind.text === 'ServiceAccount';
  const expected = isAccount ? '' : GROUP;
  if (apiGroup !== undefined && apiGroup.text !== '' && apiGroup.text !== expected) {
    const message = isAccount
      ? 'ServiceAccounts are in the core group, whose name is empty.'
      : `Users and Groups are in the API group ${GROUP}.`;
    yield slip(document, apiGroup, message, isAccount ? undefined : GROUP);
  }
  // A RoleBinding means its own namespace then.
  if (!isAccount || namespace !== undefined || document.kind === 'RoleBinding') return;
  const own = 'default';
  yield {
    range: firstKey(node),
    message:
      'A ServiceAccount is known by its name and its namespace, and this subject names none: ' +
      '"subjects[0].namespace: Required value".',
    fixes: [
      fix(document, `Add namespace: ${own}`, [appendPair(document.text, node, 'namespace', own)], {
        isPreferred: true,
      }),
    ],
  };
}

function slip(
  document: KubernetesDocument,
  node: YamlScalar,
  what: string,
  meant: string | undefined,
): Finding {
  return {
    range: node.range,
    message: `${what} Kubernetes refuses the binding.`,
    fixes:
      meant === undefined
        ? []
        : [fix(document, `Write ${meant}`, [replaceScalar(node, meant)], { isPreferred: true })],
  };
}

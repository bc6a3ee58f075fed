import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { binding, BINDING_KINDS } from './bindings.ts';

/** ClusterRoles that every cluster has; those of the system start with `system:`. */
const BUILT_IN = new Set(['cluster-admin', 'admin', 'edit', 'view']);

/** Flags bindings of roles that the files do not describe. */
export const roleRefNotFound: ObjectRule = {
  id: 'role-ref-not-found',
  group: 'references',
  summary: 'The role that a binding names must exist.',
  severity: WARNING,
  isFixable: true,
  kinds: BINDING_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const role = binding(document)?.role;
    const kind = role?.kind?.text;
    if (role?.name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    const isClusterScoped = kind === 'ClusterRole';
    const { text } = role.name;
    if (isClusterScoped && (BUILT_IN.has(text) || text.startsWith('system:'))) return;
    const found = missingObject(set, {
      from: document,
      kind,
      name: role.name,
      isClusterScoped,
      consequence:
        'The binding would allow nothing, and it cannot be changed to another role later.',
    });
    if (found !== undefined) yield found;
  },
};

import { missingObject } from '../missingObject.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { binding, BINDING_KINDS } from './bindings.ts';

/** Flags bindings to ServiceAccounts that the files do not describe. */
export const roleSubjectNotFound: ObjectRule = {
  id: 'role-subject-not-found',
  group: 'references',
  summary: 'The ServiceAccounts that a binding names must exist, in the namespace that it names.',
  severity: WARNING,
  isFixable: true,
  kinds: BINDING_KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    for (const { kind, name, namespace } of binding(document)?.subjects ?? []) {
      // Every namespace has the account `default`; where none is named, see `role-ref-kind`.
      if (kind?.text !== 'ServiceAccount' || name === undefined || name.text === 'default')
        continue;
      if (namespace === undefined) continue;
      const found = missingObject(set, {
        from: { ...document, namespace: namespace.text },
        kind: 'ServiceAccount',
        name,
        consequence: 'The binding is taken, and allows nobody anything.',
      });
      if (found !== undefined) yield found;
    }
  },
};

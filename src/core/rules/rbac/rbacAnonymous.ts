import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { binding, BINDING_KINDS } from './bindings.ts';

/** Subjects that stand for whoever reaches the server, by kind. */
const ANYBODY: Readonly<Record<string, string>> = {
  User: 'system:anonymous',
  Group: 'system:unauthenticated',
};

/** Flags bindings that give rights to people without a name. */
export const rbacAnonymous: ObjectRule = {
  id: 'rbac-anonymous',
  group: 'rbac',
  summary: 'Nobody who has not logged in should get rights.',
  severity: WARNING,
  isFixable: false,
  kinds: BINDING_KINDS,
  isCrossObject: false,
  *check({ document }) {
    for (const { kind, name } of binding(document)?.subjects ?? []) {
      if (name === undefined || ANYBODY[kind?.text ?? ''] !== name.text) continue;
      yield {
        range: name.range,
        message: `"${name.text}" is everybody who reaches the API server, without any login.`,
      };
    }
  },
};

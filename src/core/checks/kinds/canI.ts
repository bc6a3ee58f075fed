import * as z from 'zod';
import type { AccessQuestion } from '../../ports.ts';
import type { CheckKind, CheckOf, CheckScope } from '../kind.ts';
import { fail, pass, unable } from '../result.ts';

const fields = z
  .strictObject({
    verb: z.string().min(1),
    /** `pods`, `deployments.apps`, `pods/log`. */
    resource: z.string().regex(/^[a-z]+(?:\.[a-z0-9.-]+)?(?:\/[a-z]+)?$/, 'a plural in lower case'),
    name: z.string().min(1).optional(),
    namespace: z.string().min(1).optional(),
    /** True for resources that belong to no namespace. */
    clusterScoped: z.boolean().default(false),
    user: z.string().min(1).optional(),
    groups: z.array(z.string().min(1)).default([]),
    /** `name`, or `namespace/name`. */
    serviceAccount: z.string().min(1).optional(),
    allowed: z.boolean().default(true),
  })
  .refine(({ serviceAccount, user }) => serviceAccount === undefined || user === undefined, {
    message: 'ask for a user or for a serviceAccount, not for both',
    path: ['serviceAccount'],
  });

type Fields = z.infer<typeof fields>;

export const canI: CheckKind<Fields> = {
  type: 'can-i',
  summary: 'Somebody may do something, or may not: the API server is asked, and nothing is done.',
  fields,
  needs: (check, scope) => [{ read: 'access', question: questionOf(check, scope) }],
  evaluate(check, snapshot, scope) {
    const reading = snapshot.mayDo(questionOf(check, scope));
    if (!reading.ok) return unable(reading.cause, reading.remedy);
    const { allowed, name, resource, verb } = check.fields;
    const object = `${who(check.fields)}: ${verb} ${resource}${name === undefined ? '' : ` ${name}`}`;
    const words = (isAllowed: boolean): string => (isAllowed ? 'allowed' : 'not allowed');
    return reading.value === allowed
      ? pass({ object, value: words(allowed) })
      : fail({ expected: words(allowed), found: words(reading.value), object });
  },
};

function questionOf({ fields: asked }: CheckOf<Fields>, scope: CheckScope): AccessQuestion {
  const [named = '', subresource] = asked.resource.split('/');
  const dot = named.indexOf('.');
  const { namespace = scope.namespace } = asked;
  const subject = subjectOf(asked, scope);
  return {
    verb: asked.verb,
    resource: dot === -1 ? named : named.slice(0, dot),
    group: dot === -1 ? '' : named.slice(dot + 1),
    ...(subresource === undefined ? {} : { subresource }),
    ...(asked.name === undefined ? {} : { name: asked.name }),
    ...(asked.clusterScoped ? {} : { namespace }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** A ServiceAccount is a user with a long name and three groups. */
function subjectOf(
  { groups, serviceAccount, user }: Fields,
  scope: CheckScope,
): AccessQuestion['subject'] {
  if (serviceAccount === undefined) return user === undefined ? undefined : { user, groups };
  const [name = '', namespace = scope.namespace] = serviceAccount.split('/').toReversed();
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
  };
}

function who({ serviceAccount, user }: Fields): string {
  return serviceAccount === undefined ? (user ?? 'you') : `ServiceAccount/${serviceAccount}`;
}

import type { KubernetesSchema, SchemaKind } from '../../schema/kubernetesSchema.ts';
import { replaceScalar } from '../../yaml/edits.ts';
import type { YamlScalar } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import { nearest } from '../nearest.ts';
import { related } from '../places.ts';
import type { Finding, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { type PolicyRule, policyRules, ROLE_KINDS } from './policyRules.ts';

/** What a request may do to a resource, and what RBAC itself asks for. */
const VERBS: readonly string[] = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate', 'approve', 'sign', 'attest', 'proxy'],
];

/** Words that people use for a verb and the verbs that they mean. */
const MEANT_VERBS: Readonly<Record<string, string>> = {
  read: 'get',
  edit: 'update',
  write: 'update',
  remove: 'delete',
  apply: 'patch',
};

/** Flags rules of roles that allow nothing, for they name what does not exist. */
export const rbacApiGroup: ObjectRule = {
  id: 'rbac-apigroup',
  group: 'rbac',
  summary: "A role's rule names resources by their plural, in the API group that has them.",
  severity: WARNING,
  isFixable: true,
  kinds: ROLE_KINDS,
  isCrossObject: false,
  *check({ document, schema }) {
    for (const rule of policyRules(document)) {
      for (const verb of rule.verbs) yield* judgeVerb(document, verb);
      // A group of custom resources may have any.
      if (rule.groups.some(({ text }) => text === '*' || isCustomGroup(text, schema))) continue;
      for (const resource of rule.resources) yield* judgeResource(document, rule, resource, schema);
    }
  },
};

function* judgeVerb(document: KubernetesDocument, verb: YamlScalar): Generator<Finding> {
  const { text, range } = verb;
  if (text === '*' || text === '' || VERBS.includes(text)) return;
  const meant =
    MEANT_VERBS[text.toLowerCase()] ??
    VERBS.find((one) => one === text.toLowerCase()) ??
    nearest(text, VERBS);
  // Other verbs are possible where somebody's own server asks for them.
  if (meant === undefined) return;
  yield {
    range,
    message:
      `No request has the verb "${text}", so this allows nothing: verbs are get, list, watch, create, ` +
      `update, patch, delete and a few more. "${meant}" is near.`,
    fixes: [fix(document, `Write ${meant}`, [replaceScalar(verb, meant)], { isPreferred: true })],
  };
}

function* judgeResource(
  document: KubernetesDocument,
  { groups }: PolicyRule,
  resource: YamlScalar,
  schema: KubernetesSchema,
): Generator<Finding> {
  const [name = '', ...rest] = resource.text.split('/');
  if (name === '' || name === '*' || groups.length === 0) return;
  const kinds = kindsOf(name, schema);
  if (kinds.some(({ group }) => groups.some(({ text }) => text === group))) return;
  const [group] = groups;
  if (kinds.length > 0 && group !== undefined) {
    yield* otherGroup(document, resource, name, groups, kinds);
    return;
  }
  const meant = meantResource(name, schema);
  if (meant === undefined) return;
  const whole = [meant, ...rest].join('/');
  yield {
    range: resource.range,
    message:
      `There is no resource "${name}", so this allows nothing: rules name resources in lower case and ` +
      `in the plural. "${meant}" is near.`,
    fixes: [
      fix(document, `Write ${whole}`, [replaceScalar(resource, whole)], { isPreferred: true }),
    ],
  };
}

function* otherGroup(
  document: KubernetesDocument,
  resource: YamlScalar,
  name: string,
  groups: readonly YamlScalar[],
  kinds: readonly SchemaKind[],
): Generator<Finding> {
  const right = [...new Set(kinds.map(({ group }) => group))];
  const written = groups[0];
  const [only = ''] = right;
  const isClear = groups.length === 1 && right.length === 1 && written !== undefined;
  yield {
    range: resource.range,
    message:
      `"${name}" is not in the API group ${groups.map(({ text }) => inWords(text)).join(' or ')}, so ` +
      `this allows nothing: it is in ${right.map(inWords).join(' or ')}.`,
    ...(written !== undefined && {
      related: [related(document, written.range, 'The API group of this rule.')],
    }),
    fixes: isClear
      ? [
          fix(
            document,
            `Write the API group ${only === '' ? '""' : only}`,
            [{ range: outer(written), newText: only === '' ? '""' : only }],
            { isPreferred: true },
          ),
        ]
      : [],
  };
}

function outer({ range, style }: YamlScalar): [number, number] {
  const quote = style === 'single' || style === 'double' ? 1 : 0;
  return [range[0] - quote, range[1] + quote];
}

function inWords(group: string): string {
  return group === '' ? '"" (the core group)' : `"${group}"`;
}

function kindsOf(plural: string, schema: KubernetesSchema): SchemaKind[] {
  return [...schema.kinds].filter(({ resource }) => resource === plural);
}

/** A kind's name, its singular, or a slip of the plural. */
function meantResource(name: string, schema: KubernetesSchema): string | undefined {
  const lower = name.toLowerCase();
  const plurals = [...schema.kinds].flatMap(({ kind, resource }) =>
    resource === undefined ? [] : [{ singular: kind.toLowerCase(), resource }],
  );
  return (
    plurals.find(({ singular, resource }) => singular === lower || resource === lower)?.resource ??
    nearest(lower, new Set(plurals.map(({ resource }) => resource)))
  );
}

function isCustomGroup(group: string, schema: KubernetesSchema): boolean {
  return group.includes('.') && ![...schema.kinds].some((kind) => kind.group === group);
}

import { nearestNode, scalar, toValue } from '../../yaml/access.ts';
import type { OffsetRange, YamlScalar } from '../../yaml/tree.ts';
import type { Cel, CelProgram } from '../cel.ts';
import { describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import type { Finding, ObjectContext, ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import {
  type AdmissionPolicy,
  admissionPolicy,
  policiesFor,
  POLICY_KIND,
  type Validation,
} from './admissionPolicies.ts';

/** Runs the admission policies of the files over their objects. */
export const celPolicy: ObjectRule = {
  id: 'cel-policy',
  group: 'identity',
  summary: 'Objects should meet the admission policies that stand beside them.',
  severity: WARNING,
  isFixable: false,
  isCrossObject: true,
  *check(context) {
    const { cel, document, schema, set } = context;
    if (cel === undefined) return;
    if (document.kind === POLICY_KIND) yield* judgeExpressions(document, cel);
    const kind = schema.kind(document.apiVersion, document.kind);
    if (kind === undefined) return;
    for (const policy of policiesFor(kind, set)) yield* judgeObject(context, policy, cel);
  },
};

function* judgeExpressions(document: KubernetesDocument, cel: Cel): Generator<Finding> {
  const { validations, matchConditions, variables } = admissionPolicy(document);
  for (const { expression } of [...variables, ...matchConditions, ...validations]) {
    const compiled = compile(expression, cel);
    // Optional access, which Kubernetes knows, is no part of the language's core.
    if (!('fault' in compiled) || /\.\?|\[\?/.test(expression.text)) continue;
    yield {
      range: expression.range,
      message: `This is no expression: ${compiled.fault}. Kubernetes refuses the policy.`,
    };
  }
}

function* judgeObject(
  { document }: ObjectContext,
  policy: AdmissionPolicy,
  cel: Cel,
): Generator<Finding> {
  const object = toValue(document.root);
  const bindings: Record<string, unknown> = {
    object,
    oldObject: null,
    request: {
      operation: 'CREATE',
      name: document.name ?? '',
      namespace: document.namespace ?? 'default',
      dryRun: false,
    },
  };
  const evaluate = (expression: YamlScalar): unknown => {
    const compiled = compile(expression, cel);
    const result = 'program' in compiled ? compiled.program(bindings) : undefined;
    return result?.ok === true ? result.value : undefined;
  };
  const variables: Record<string, unknown> = {};
  bindings['variables'] = variables;
  for (const { name, expression } of policy.variables) variables[name] = evaluate(expression);
  if (policy.matchConditions.some(({ expression }) => evaluate(expression) !== true)) return;
  for (const validation of policy.validations) {
    // What cannot be evaluated here may be a default that the server fills in.
    if (evaluate(validation.expression) !== false) continue;
    yield finding(document, policy, validation);
  }
}

function finding(
  document: KubernetesDocument,
  policy: AdmissionPolicy,
  { expression, message }: Validation,
): Finding {
  const says = message ?? `failed expression: ${expression.text}`;
  return {
    range: placeOf(document, expression.text),
    message:
      `${describe(policy.document)} does not let this through. It says: "${says.trim()}". ` +
      'Where the policy is in force, Kubernetes refuses the object.',
    related: [
      {
        uri: policy.document.uri,
        range: expression.range,
        message: 'The expression that is false.',
      },
    ],
  };
}

/** The field that the expression looks at, as far as it is there; else the object's name. */
function placeOf(
  { root, nameNode, kindNode }: KubernetesDocument,
  expression: string,
): OffsetRange {
  const path = /\bobject((?:\.\w+)+)/.exec(expression)?.[1]?.split('.').slice(1) ?? [];
  for (let length = path.length; length > 0; length--) {
    const node = nearestNode(root, path.slice(0, length));
    if (node === root) break;
    const holder = node.parent;
    const pair =
      holder?.kind === 'mapping' ? holder.pairs.find(({ value }) => value === node) : undefined;
    const found = scalar(node)?.range ?? pair?.key.range;
    if (found !== undefined) return found;
  }
  return (nameNode ?? kindNode).range;
}

/** Expressions are compiled once for as long as their file stays as it is. */
const compiledNodes = new WeakMap<
  YamlScalar,
  { readonly program: CelProgram } | { readonly fault: string }
>();

function compile(expression: YamlScalar, cel: Cel): ReturnType<Cel['compile']> {
  const known = compiledNodes.get(expression);
  if (known !== undefined) return known;
  const compiled = cel.compile(expression.text);
  compiledNodes.set(expression, compiled);
  return compiled;
}

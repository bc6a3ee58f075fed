import type { SchemaKind } from '../../schema/kubernetesSchema.ts';
import { child, findPair, items, scalar, textAt, toValue } from '../../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../../yaml/tree.ts';
import { type KubernetesDocument } from '../kubernetesDocument.ts';
import type { ObjectSet } from '../objectSet.ts';

/** The kind of policies that are written in expressions. */
export const POLICY_KIND = 'ValidatingAdmissionPolicy';

/** One condition of a policy that objects have to meet. */
export interface Validation {
  readonly expression: YamlScalar;
  /** What the policy says when it is not met. */
  readonly message: string | undefined;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: YamlScalar;
}

/** A ValidatingAdmissionPolicy, as far as files can tell what it does. */
export interface AdmissionPolicy {
  readonly document: KubernetesDocument;
  readonly validations: readonly Validation[];
  /** Conditions for the policy to look at an object at all. */
  readonly matchConditions: readonly NamedExpression[];
  /** Later ones may use earlier ones. */
  readonly variables: readonly NamedExpression[];
}

/** True for files that need the language of policies to be judged. */
export function hasPolicies(set: ObjectSet): boolean {
  for (const _ of set.ofKind(POLICY_KIND)) return true;
  return false;
}

const known = new WeakMap<KubernetesDocument, AdmissionPolicy>();

/** Every expression of a policy with its place, read once. */
export function admissionPolicy(document: KubernetesDocument): AdmissionPolicy {
  const cached = known.get(document);
  if (cached !== undefined) return cached;
  const spec = child(document.root, 'spec');
  const policy = {
    document,
    validations: items(child(spec, 'validations')).flatMap((node) => {
      const expression = scalar(child(node, 'expression'));
      return expression === undefined ? [] : [{ expression, message: textAt(node, 'message') }];
    }),
    matchConditions: named(child(spec, 'matchConditions')),
    variables: named(child(spec, 'variables')),
  };
  known.set(document, policy);
  return policy;
}

function named(list: YamlNode | undefined): NamedExpression[] {
  return items(list).flatMap((node) => {
    const expression = scalar(child(node, 'expression'));
    return expression === undefined ? [] : [{ name: textAt(node, 'name') ?? '', expression }];
  });
}

/**
 * The policies of the files that are bound and look at objects of this kind. What only a cluster
 * knows (parameters, labels of namespaces) is left to it.
 */
export function policiesFor(kind: SchemaKind, set: ObjectSet): AdmissionPolicy[] {
  const bound = new Set(
    set.ofKind('ValidatingAdmissionPolicyBinding').flatMap(({ root }) => {
      const spec = child(root, 'spec');
      const isNarrow = findPair(spec, 'matchResources') ?? findPair(spec, 'paramRef');
      return isNarrow === undefined ? [textAt(spec, 'policyName')] : [];
    }),
  );
  return set
    .ofKind(POLICY_KIND)
    .filter(({ name, root }) => {
      const spec = child(root, 'spec');
      return bound.has(name) && findPair(spec, 'paramKind') === undefined && matches(spec, kind);
    })
    .map(admissionPolicy);
}

function matches(spec: YamlNode | undefined, kind: SchemaKind): boolean {
  const constraints = child(spec, 'matchConstraints');
  const isNarrow = ['namespaceSelector', 'objectSelector', 'excludeResourceRules'].some(
    (field) => findPair(constraints, field) !== undefined,
  );
  if (isNarrow) return false;
  return items(child(constraints, 'resourceRules')).some((rule) => {
    const has = (field: string, value: string | undefined): boolean => {
      const values = items(child(rule, field)).map(toValue);
      return values.includes('*') || values.includes(value);
    };
    return (
      findPair(rule, 'resourceNames') === undefined &&
      has('apiGroups', kind.group) &&
      has('apiVersions', kind.version) &&
      has('resources', kind.resource) &&
      has('operations', 'CREATE')
    );
  });
}

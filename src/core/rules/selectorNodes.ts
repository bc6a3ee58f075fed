import { child, findPair, items, pairs, scalar } from '../yaml/access.ts';
import type { YamlNode, YamlScalar } from '../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from './kubernetesDocument.ts';

/** `key: value` of a selector, both written out. */
export interface SelectorPair {
  readonly key: YamlNode;
  readonly name: string;
  readonly value: YamlScalar;
}

/** One entry of `matchExpressions`. */
export interface SelectorExpression {
  readonly keyNode: YamlScalar;
  readonly operator: string;
  readonly operatorNode: YamlScalar;
  readonly values: readonly YamlScalar[];
}

/** A label selector with the nodes it is written in; what is half typed is left out. */
export interface LabelSelectorNodes {
  readonly pairs: readonly SelectorPair[];
  readonly expressions: readonly SelectorExpression[];
}

const SELECTING = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'batch/Job',
  '/ReplicationController',
]);

/** Kinds whose `spec.selector` selects the Pods that they make. */
export const SELECTING_KINDS: readonly string[] = [...SELECTING].map((id) =>
  id.slice(id.indexOf('/') + 1),
);

/** The selector of a workload; undefined for other kinds and where none is written. */
export function workloadSelector(document: KubernetesDocument): LabelSelectorNodes | undefined {
  const id = `${apiGroup(document)}/${document.kind}`;
  const selector = child(child(document.root, 'spec'), 'selector');
  if (selector?.kind !== 'mapping') return undefined;
  if (id === '/ReplicationController') return { pairs: selectorPairs(selector), expressions: [] };
  return SELECTING.has(id) ? labelSelector(selector) : undefined;
}

/** A `metav1.LabelSelector`. */
export function labelSelector(selector: YamlNode): LabelSelectorNodes {
  return {
    pairs: selectorPairs(child(selector, 'matchLabels')),
    expressions: items(child(selector, 'matchExpressions')).flatMap((item) => {
      const keyNode = scalar(child(item, 'key'));
      const operatorNode = scalar(child(item, 'operator'));
      if (keyNode === undefined || operatorNode === undefined) return [];
      const values = items(findPair(item, 'values')?.value).flatMap((value) => scalar(value) ?? []);
      return [{ keyNode, operator: operatorNode.text, operatorNode, values }];
    }),
  };
}

/** The pairs of a map of labels that have a value. */
export function selectorPairs(node: YamlNode | undefined): SelectorPair[] {
  return pairs(node).flatMap(({ key, name, value }) => {
    const text = scalar(value);
    return text === undefined ? [] : [{ key, name, value: text }];
  });
}

/** True when labels satisfy one expression, as the API server decides it. */
export function satisfies(
  { keyNode, operator, values }: SelectorExpression,
  labels: ReadonlyMap<string, { readonly text: string }>,
): boolean {
  const found = labels.get(keyNode.text)?.text;
  const isListed = found !== undefined && values.some(({ text }) => text === found);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    default:
      // An unknown operator is a fault of its own, not a mismatch.
      return true;
  }
}

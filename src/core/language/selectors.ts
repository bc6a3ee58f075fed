import { apiGroup, describe, type KubernetesDocument } from '../rules/kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../rules/objectSet.ts';
import { comparePlaces } from '../rules/places.ts';
import type { PodTemplate } from '../rules/podTemplates.ts';
import {
  type LabelSelectorNodes,
  labelSelector,
  satisfies,
  selectorPairs,
} from '../rules/selectorNodes.ts';
import { child, findPair } from '../yaml/access.ts';
import type { YamlPair } from '../yaml/tree.ts';

/** A selector of an object and the Pods that it finds. */
export interface Selection {
  /** The key that holds the selector. */
  readonly pair: YamlPair;
  readonly selector: LabelSelectorNodes;
  readonly pods: readonly PodTemplate[];
}

/** Where kinds have their selector, and whether it is a bare map of labels. */
const SELECTORS: Readonly<Record<string, { readonly field: string; readonly isBare: boolean }>> = {
  '/Service': { field: 'selector', isBare: true },
  '/ReplicationController': { field: 'selector', isBare: true },
  'apps/Deployment': { field: 'selector', isBare: false },
  'apps/StatefulSet': { field: 'selector', isBare: false },
  'apps/DaemonSet': { field: 'selector', isBare: false },
  'apps/ReplicaSet': { field: 'selector', isBare: false },
  'policy/PodDisruptionBudget': { field: 'selector', isBare: false },
  'networking.k8s.io/NetworkPolicy': { field: 'podSelector', isBare: false },
};

/** The selector of an object with what it finds now; undefined for objects without one. */
export function selectionOf(document: KubernetesDocument, set: ObjectSet): Selection | undefined {
  const place = SELECTORS[`${apiGroup(document)}/${document.kind}`];
  if (place === undefined) return undefined;
  const spec = child(document.root, 'spec');
  const pair = findPair(spec, place.field);
  const node = child(spec, place.field);
  if (pair === undefined || node?.kind !== 'mapping') return undefined;
  const selector = place.isBare
    ? { pairs: selectorPairs(node), expressions: [] }
    : labelSelector(node);
  const isEmpty = selector.pairs.length + selector.expressions.length === 0;
  // An empty selector of a Service finds nothing, one of a policy every Pod.
  if (isEmpty && place.isBare) return undefined;
  const pods = [...set.podsIn(namespaceKey(document))]
    .filter(
      ({ labels }) =>
        selector.pairs.every(({ name, value }) => labels.get(name)?.text === value.text) &&
        selector.expressions.every((expression) => satisfies(expression, labels)),
    )
    .toSorted((a, b) => comparePlaces(a.document, b.document));
  return { pair, selector, pods };
}

/** What a selector finds, in words: `selects the Pods of Deployment web`. */
export function selectionText({ pods }: Selection): string {
  if (pods.length === 0) return 'selects no Pods';
  const names = pods.slice(0, 3).map(({ document }) => describe(document));
  const more = pods.length > names.length ? ` and ${pods.length - names.length} more` : '';
  return `selects the Pods of ${names.join(', ')}${more}`;
}

import { child, findPair, scalar } from '../../yaml/access.ts';
import type { YamlMapping, YamlPair } from '../../yaml/tree.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { comparePlaces } from '../places.ts';
import type { PodTemplate } from '../podTemplates.ts';
import { fullSelector, selectedPods } from '../unmatchedSelector.ts';

/** A PodDisruptionBudget with the nodes that the rules look at. */
export interface DisruptionBudget {
  readonly spec: YamlMapping;
  readonly specPair: YamlPair;
  readonly minAvailable: YamlPair | undefined;
  readonly maxUnavailable: YamlPair | undefined;
}

export function disruptionBudget(document: KubernetesDocument): DisruptionBudget | undefined {
  const specPair = findPair(document.root, 'spec');
  const spec = child(document.root, 'spec');
  if (apiGroup(document) !== 'policy' || specPair === undefined || spec?.kind !== 'mapping') {
    return undefined;
  }
  return {
    spec,
    specPair,
    minAvailable: findPair(spec, 'minAvailable'),
    maxUnavailable: findPair(spec, 'maxUnavailable'),
  };
}

/** The workloads that a budget is for; a budget without a selector is for none. */
export function guardedPods(document: KubernetesDocument, set: ObjectSet): PodTemplate[] {
  const selector = fullSelector(document, child(child(document.root, 'spec'), 'selector'));
  return selector === undefined
    ? []
    : selectedPods(set, selector).toSorted((a, b) => comparePlaces(a.document, b.document));
}

/** The first budget of the set that guards these Pods. */
export function budgetOf(template: PodTemplate, set: ObjectSet): KubernetesDocument | undefined {
  return set
    .ofKind('PodDisruptionBudget')
    .filter((one) => namespaceKey(one) === namespaceKey(template.document))
    .toSorted(comparePlaces)
    .find((one) => guardedPods(one, set).includes(template));
}

/** A number of Pods; a share in percent is none. */
export function countOf(pair: YamlPair | undefined): number | undefined {
  const value = scalar(pair?.value)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The 50 of `50%`. */
export function percentOf(pair: YamlPair | undefined): number | undefined {
  const match = /^(\d+)%$/.exec(scalar(pair?.value)?.text ?? '');
  return match === null ? undefined : Number(match[1]);
}

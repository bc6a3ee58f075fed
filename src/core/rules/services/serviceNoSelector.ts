import { child, findPair, textAt } from '../../yaml/access.ts';
import { setField } from '../../yaml/fieldEdits.ts';
import { fix } from '../fixes.ts';
import { apiGroup, describe, type KubernetesDocument } from '../kubernetesDocument.ts';
import { namespaceKey, type ObjectSet } from '../objectSet.ts';
import { comparePlaces, firstKey } from '../places.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';

/** How many workloads are offered. */
const MAX_OFFERS = 3;

/** Tells of Services that send nowhere, for they select nothing and no endpoints are written. */
export const serviceNoSelector: ObjectRule = {
  id: 'service-no-selector',
  group: 'objects',
  summary: 'A Service without selector needs endpoints that somebody writes.',
  severity: HINT,
  isFixable: true,
  kinds: ['Service'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    if (apiGroup(document) !== '' || spec?.kind !== 'mapping') return;
    if (textAt(spec, 'type') === 'ExternalName' || findPair(spec, 'selector') !== undefined) return;
    if (set.isIncomplete || hasEndpoints(document, set)) return;
    yield {
      range: firstKey(spec),
      message: `${describe(document)} selects no Pods, and no EndpointSlice names it: it sends nowhere.`,
      fixes: selectors(document, set),
    };
  },
};

function hasEndpoints(document: KubernetesDocument, set: ObjectSet): boolean {
  if (document.name === undefined) return true;
  if (set.find('Endpoints', document.name, document) !== undefined) return true;
  return set.ofKind('EndpointSlice').some(({ root }) => {
    const labels = child(child(root, 'metadata'), 'labels');
    return textAt(labels, 'kubernetes.io/service-name') === document.name;
  });
}

function selectors(document: KubernetesDocument, set: ObjectSet): Fix[] {
  const spec = child(document.root, 'spec');
  if (spec?.kind !== 'mapping') return [];
  const pods = [...set.podsIn(namespaceKey(document))]
    .filter(({ labels }) => labels.size > 0)
    .toSorted((a, b) => comparePlaces(a.document, b.document))
    .slice(0, MAX_OFFERS);
  return pods.flatMap((pod, index) => {
    const labels = Object.fromEntries([...pod.labels].map(([key, { text }]) => [key, text]));
    const edit = setField(document.text, spec, ['selector'], labels);
    const title = `Select the Pods of ${describe(pod.document)}`;
    return edit === undefined ? [] : [fix(document, title, [edit], { isPreferred: index === 0 })];
  });
}

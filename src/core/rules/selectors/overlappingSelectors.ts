import { child, findPair } from '../../yaml/access.ts';
import { describe } from '../kubernetesDocument.ts';
import { comparePlaces } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { WARNING } from '../severities.ts';
import { fullSelector, selectedPods } from '../unmatchedSelector.ts';

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Flags workloads that take each other's Pods for their own. */
export const overlappingSelectors: ObjectRule = {
  id: 'overlapping-selectors',
  group: 'references',
  summary: 'Two workloads of a namespace need selectors that find different Pods.',
  severity: WARNING,
  isFixable: false,
  kinds: KINDS,
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const pair = findPair(spec, 'selector');
    const selector = fullSelector(document, child(spec, 'selector'));
    if (pair === undefined || selector === undefined || selector.nodes.pairs.length === 0) return;
    const others = selectedPods(set, selector)
      .map((pod) => pod.document)
      .filter((other) => KINDS.includes(other.kind) && comparePlaces(other, document) < 0)
      // The same object described twice is another matter: see `duplicate-object`.
      .filter(({ kind, name }) => kind !== document.kind || name !== document.name)
      .toSorted(comparePlaces);
    const [other] = others;
    if (other === undefined) return;
    const place = findPair(child(other.root, 'spec'), 'selector')?.key ?? other.kindNode;
    yield {
      range: pair.key.range,
      message:
        `This finds the Pods of ${describe(other)} as well. Two workloads that count the same Pods as ` +
        'their own start and stop them against each other: give each a label of its own.',
      related: [{ uri: other.uri, range: place.range, message: `${describe(other)} is here.` }],
    };
  },
};

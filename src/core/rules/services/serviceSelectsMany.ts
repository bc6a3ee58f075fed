import { child, findPair } from '../../yaml/access.ts';
import { apiGroup, describe } from '../kubernetesDocument.ts';
import { comparePlaces } from '../places.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { pairSelector, selectedPods } from '../unmatchedSelector.ts';

/** Tells of Services whose requests are shared by several workloads. */
export const serviceSelectsMany: ObjectRule = {
  id: 'service-selects-many',
  group: 'references',
  summary: 'A Service that finds the Pods of several workloads shares its requests among them.',
  severity: INFORMATION,
  isFixable: false,
  kinds: ['Service'],
  isCrossObject: true,
  *check({ document, set }) {
    const spec = child(document.root, 'spec');
    const pair = findPair(spec, 'selector');
    const selector = pairSelector(document, child(spec, 'selector'));
    if (apiGroup(document) !== '' || pair === undefined || selector === undefined) return;
    if (selector.nodes.pairs.length === 0) return;
    const workloads = selectedPods(set, selector)
      .map((pod) => pod.document)
      // Single Pods with one label are one workload that somebody wrote out.
      .filter(({ kind }) => kind !== 'Pod' && kind !== 'Job' && kind !== 'CronJob')
      .toSorted(comparePlaces);
    if (workloads.length < 2) return;
    yield {
      range: pair.key.range,
      message:
        `This finds the Pods of ${workloads.map(describe).join(' and ')}: each gets a share of the ` +
        'requests. For a canary that is what one wants, otherwise a label is missing.',
      related: workloads.map(({ uri, nameNode, kindNode, kind }) => ({
        uri,
        range: (nameNode ?? kindNode).range,
        message: `This ${kind} is one of them.`,
      })),
    };
  },
};

import { child } from '../../yaml/access.ts';
import { apiGroup } from '../kubernetesDocument.ts';
import type { ObjectRule } from '../rule.ts';
import { INFORMATION } from '../severities.ts';
import { peerLists } from './netpolPeers.ts';
import { fullSelector, unmatchedSelector } from '../unmatchedSelector.ts';

/** Tells of peers of a NetworkPolicy that none of the Pods is. */
export const netpolPeerSelectsNothing: ObjectRule = {
  id: 'netpol-peer-selects-nothing',
  group: 'references',
  summary: 'The Pods that a NetworkPolicy lets through should exist.',
  severity: INFORMATION,
  isFixable: true,
  kinds: ['NetworkPolicy'],
  isCrossObject: true,
  *check({ document, set }) {
    if (apiGroup(document) !== 'networking.k8s.io') return;
    for (const { field, peers } of peerLists(document)) {
      for (const peer of peers) {
        // With a namespaceSelector the Pods may be anywhere.
        if (child(peer, 'namespaceSelector') !== undefined) continue;
        const selector = fullSelector(document, child(peer, 'podSelector'));
        const direction = field === 'from' ? 'come from' : 'go to';
        const found =
          selector === undefined
            ? undefined
            : unmatchedSelector(set, selector, `Nothing would ${direction} such Pods.`);
        if (found !== undefined) yield found;
      }
    }
  },
};

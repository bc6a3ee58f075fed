import { child, findPair } from '../../yaml/access.ts';
import type { YamlMapping } from '../../yaml/tree.ts';
import { fix } from '../fixes.ts';
import { apiGroup, type KubernetesDocument } from '../kubernetesDocument.ts';
import { firstKey, related } from '../places.ts';
import type { Fix, ObjectRule } from '../rule.ts';
import { HINT } from '../severities.ts';
import { peerLists } from './netpolPeers.ts';

/** Flags two peers, Pods and namespaces, where one peer with both was likely meant. */
export const netpolPeerAndOr: ObjectRule = {
  id: 'netpol-peer-and-or',
  group: 'references',
  summary:
    'Two list items with podSelector and namespaceSelector mean "or"; one with both means "and".',
  severity: HINT,
  isFixable: true,
  kinds: ['NetworkPolicy'],
  isCrossObject: false,
  *check({ document }) {
    if (apiGroup(document) !== 'networking.k8s.io') return;
    for (const { list, peers } of peerLists(document)) {
      for (const [index, second] of peers.entries()) {
        const first = peers[index - 1];
        if (first === undefined || !isPair(first, second)) continue;
        yield {
          range: firstKey(second),
          message:
            'These are two peers: such Pods of this namespace, or any Pod of such namespaces. With ' +
            'the dash removed they are one: such Pods of such namespaces.',
          related: [related(document, firstKey(first), 'The other peer.')],
          fixes: list.isFlow ? [] : joined(document, first, second),
        };
      }
    }
  },
};

/** One has Pods alone, the other namespaces alone, with labels in both. */
function isPair(a: YamlMapping, b: YamlMapping): boolean {
  const only = (peer: YamlMapping, field: string): boolean => {
    const selector = child(peer, field);
    return peer.pairs.length === 1 && selector?.kind === 'mapping' && selector.pairs.length > 0;
  };
  return (
    (only(a, 'podSelector') && only(b, 'namespaceSelector')) ||
    (only(a, 'namespaceSelector') && only(b, 'podSelector'))
  );
}

/** The dash of the second item becomes a space. */
function joined(document: KubernetesDocument, first: YamlMapping, second: YamlMapping): Fix[] {
  const start = firstKey(second)[0];
  const dash = document.text.lastIndexOf('-', start - 1);
  const isPlain = /^-[ ]+$/.test(document.text.slice(dash, start));
  const field = second.pairs[0]?.name ?? '';
  if (!isPlain || findPair(first, field) !== undefined) return [];
  const edit = { range: [dash, dash + 1] as const, newText: ' ' };
  return [fix(document, 'Make them one peer', [edit], { isPreferred: true })];
}

import { child, items, resolveAlias } from '../../yaml/access.ts';
import type { YamlMapping, YamlSequence } from '../../yaml/tree.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';

/** One list of peers of a NetworkPolicy: the `from` or `to` of a rule. */
export interface PeerList {
  readonly field: 'from' | 'to';
  readonly list: YamlSequence;
  readonly peers: readonly YamlMapping[];
}

export function peerLists({ root }: KubernetesDocument): PeerList[] {
  const spec = child(root, 'spec');
  return (
    [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const
  ).flatMap(([direction, field]) =>
    items(child(spec, direction)).flatMap((rule): PeerList[] => {
      const list = child(rule, field);
      if (list?.kind !== 'sequence') return [];
      const peers = list.items.map(resolveAlias).filter((peer) => peer.kind === 'mapping');
      return [{ field, list, peers }];
    }),
  );
}

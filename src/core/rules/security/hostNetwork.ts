import { hostNamespaceRule } from './hostNamespaces.ts';

/** Flags Pods that use the network of their node. */
export const hostNetwork = hostNamespaceRule({
  id: 'host-network',
  field: 'hostNetwork',
  summary: 'A Pod should have a network of its own (hostNetwork).',
  meaning:
    'uses the network of its node: it reaches what listens on localhost there, no NetworkPolicy ' +
    'holds for it, and its ports must be free on the node',
});

import { hostNamespaceRule } from './hostNamespaces.ts';

/** Flags Pods that see the processes of their node. */
export const hostPid = hostNamespaceRule({
  id: 'host-pid',
  field: 'hostPID',
  summary: 'A Pod should not see the processes of its node (hostPID).',
  meaning: 'sees every process of its node, with its environment, and root in it can end them',
});

import { hostNamespaceRule } from './hostNamespaces.ts';

/** Flags Pods that share memory and message queues with their node. */
export const hostIpc = hostNamespaceRule({
  id: 'host-ipc',
  field: 'hostIPC',
  summary: 'A Pod should not share the memory segments of its node (hostIPC).',
  meaning: 'can read and change the shared memory of the processes on its node',
});

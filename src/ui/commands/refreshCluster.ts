import type { LabCommand } from './command.ts';

/** Reads the lab's namespace again. */
export const refreshCluster: LabCommand = {
  id: 'k8sLabs.refreshCluster',
  needsTrust: true,
  async run({ clusterTree }) {
    clusterTree.refresh();
  },
};

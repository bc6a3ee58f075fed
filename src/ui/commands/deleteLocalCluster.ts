import * as vscode from 'vscode';
import type { LocalCluster } from '../../core/ports.ts';
import { confirm } from '../confirm.ts';
import { withProgress } from '../progress.ts';
import type { LabServices } from '../services.ts';
import { LOCAL_CLUSTER } from '../start/localCluster.ts';
import type { LabCommand } from './command.ts';

/** Lets kind, k3d or minikube delete the cluster that it made for labs. */
export const deleteLocalCluster: LabCommand = {
  id: 'k8sLabs.deleteLocalCluster',
  needsTrust: true,
  async run({ services, session }) {
    const ours = await ownClusters(services);
    if (ours.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Neither kind, k3d nor minikube has a cluster "{0}".', LOCAL_CLUSTER),
      );
      return;
    }
    const picked = await vscode.window.showQuickPick(
      ours.map((cluster) => ({ label: cluster.context, description: cluster.tool, cluster })),
      { placeHolder: vscode.l10n.t('Which cluster should go?') },
    );
    if (picked === undefined) return;
    const { cluster } = picked;
    const isWanted = await confirm(
      vscode.l10n.t('Delete the cluster "{0}"?', cluster.context),
      vscode.l10n.t(
        '{0} removes it with everything in it, and its context from your kubeconfig. Labs that run on it cannot be checked any more; your files stay.',
        cluster.tool,
      ),
      vscode.l10n.t('Delete'),
    );
    if (!isWanted) return;
    const title = vscode.l10n.t('{0} is deleting the cluster "{1}"', cluster.tool, cluster.name);
    await withProgress(title, (_onPhase, signal) => services.localClusters.delete(cluster, signal));
    await session.reloadRuns();
  },
};

async function ownClusters({ localClusters, log }: LabServices): Promise<LocalCluster[]> {
  const tools = await localClusters.tools();
  const lists = await Promise.all(
    tools.map((tool) =>
      localClusters.list(tool).catch((error: unknown) => {
        // One tool that does not work, because Docker is not running, hides no cluster of the others.
        log.warn(String(error));
        return [];
      }),
    ),
  );
  return lists.flat().filter(({ name }) => name === LOCAL_CLUSTER);
}

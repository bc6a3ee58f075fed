import * as vscode from 'vscode';
import type { KubeContext, LocalClusterTool } from '../../core/ports.ts';
import { confirm } from '../confirm.ts';
import { withProgress } from '../progress.ts';
import type { LabServices } from '../services.ts';

/** The name of every cluster that we let another tool make. No other one is ever deleted by us. */
export const LOCAL_CLUSTER = 'k8s-labs';

/**
 * Lets a tool make a cluster, once people have read what that means.
 * @returns its context; undefined when they said no
 * @throws LabError
 */
export async function createLocalCluster(
  { clusters, localClusters }: LabServices,
  tool: LocalClusterTool,
): Promise<KubeContext | undefined> {
  const isWanted = await confirm(
    vscode.l10n.t('Create a cluster with {0}?', tool),
    vscode.l10n.t(
      '{0} runs it on this machine as "{1}", with real containers. That takes some minutes and some gigabytes. It adds the context to your kubeconfig and makes it the current one, as it always does.',
      tool,
      LOCAL_CLUSTER,
    ),
    vscode.l10n.t('Create'),
  );
  if (!isWanted) return undefined;
  const title = vscode.l10n.t('{0} is creating the cluster "{1}"', tool, LOCAL_CLUSTER);
  const { context } = await withProgress(title, (_onPhase, signal) =>
    localClusters.create(tool, LOCAL_CLUSTER, signal),
  );
  return (await clusters.contexts()).find(({ name }) => name === context);
}

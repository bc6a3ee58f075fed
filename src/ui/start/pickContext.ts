import * as vscode from 'vscode';
import type { KubeContext, LocalClusterTool, PracticeState } from '../../core/ports.ts';
import { toSlashes } from '../settings.ts';
import type { LabServices } from '../services.ts';
import { createLocalCluster, LOCAL_CLUSTER } from './localCluster.ts';
import { bringUpPractice } from './practice.ts';

interface ContextItem extends vscode.QuickPickItem {
  readonly pick: () => Promise<KubeContext | undefined>;
}

/** Lets people choose a cluster. @returns undefined when they chose none. @throws LabError */
export async function pickContext(services: LabServices): Promise<KubeContext | undefined> {
  const [contexts, { state }, tools] = await Promise.all([
    services.clusters.contexts(),
    services.practice.status(),
    services.localClusters.tools(),
  ]);
  const items = [
    ...practiceItems(services, contexts, state),
    ...contexts.filter(({ isPractice }) => !isPractice).map(contextItem),
    ...toolItems(services, contexts, tools),
    browseItem(services),
  ];
  const placeHolder = vscode.l10n.t('On which cluster should labs start?');
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
  });
  return chosen?.pick();
}

function contextItem(context: KubeContext): ContextItem {
  return {
    label: `$(server-environment) ${context.name}`,
    description: context.isCurrent ? vscode.l10n.t('current') : '',
    detail: context.server,
    pick: async () => context,
  };
}

/** Tools that have no cluster for labs yet, as far as the kubeconfig says. */
function toolItems(
  services: LabServices,
  contexts: readonly KubeContext[],
  tools: readonly LocalClusterTool[],
): ContextItem[] {
  const isThere = (tool: LocalClusterTool): boolean =>
    contexts.some(({ name }) => name === `${tool}-${LOCAL_CLUSTER}` || name === LOCAL_CLUSTER);
  return tools
    .filter((tool) => !isThere(tool))
    .map((tool) => ({
      label: `$(add) ${vscode.l10n.t('A new cluster with {0} …', tool)}`,
      description: vscode.l10n.t('real containers'),
      detail: vscode.l10n.t('Made and deleted by {0} itself, on this machine', tool),
      pick: () => createLocalCluster(services, tool),
    }));
}

function practiceItems(
  services: LabServices,
  contexts: readonly KubeContext[],
  state: PracticeState,
): ContextItem[] {
  if (state === 'missing') return [];
  const running = contexts.find(({ isPractice }) => isPractice);
  const detail = vscode.l10n.t('A real control plane on this machine, made for labs');
  return [
    {
      label: `$(beaker) ${vscode.l10n.t('Practice cluster')}`,
      description: running === undefined ? vscode.l10n.t('starts now') : vscode.l10n.t('running'),
      detail,
      pick: async () => running ?? startedPractice(services),
    },
  ];
}

/** Starts the practice cluster and finds its context. */
export async function startedPractice(services: LabServices): Promise<KubeContext | undefined> {
  await bringUpPractice(services);
  const contexts = await services.clusters.contexts();
  return contexts.find(({ isPractice }) => isPractice);
}

function browseItem(services: LabServices): ContextItem {
  return {
    label: `$(folder-opened) ${vscode.l10n.t('Another kubeconfig file …')}`,
    detail: vscode.l10n.t('Remembered in the setting k8sLabs.kubeconfig'),
    pick: async () => {
      const openLabel = vscode.l10n.t('Use This File');
      const [file] = (await vscode.window.showOpenDialog({ openLabel })) ?? [];
      if (file === undefined) return undefined;
      const settings = vscode.workspace.getConfiguration('k8sLabs');
      const { Global } = vscode.ConfigurationTarget;
      await settings.update('kubeconfig', toSlashes(file.fsPath), Global);
      return pickContext(services);
    },
  };
}

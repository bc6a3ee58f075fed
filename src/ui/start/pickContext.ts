import * as vscode from 'vscode';
import type { KubeContext, PracticeState } from '../../core/ports.ts';
import { toSlashes } from '../settings.ts';
import type { LabServices } from '../services.ts';
import { bringUpPractice } from './practice.ts';

interface ContextItem extends vscode.QuickPickItem {
  readonly pick: () => Promise<KubeContext | undefined>;
}

/** Lets people choose a cluster. @returns undefined when they chose none. @throws LabError */
export async function pickContext(services: LabServices): Promise<KubeContext | undefined> {
  const [contexts, { state }] = await Promise.all([
    services.clusters.contexts(),
    services.practice.status(),
  ]);
  const items = [
    ...practiceItems(services, contexts, state),
    ...contexts.filter(({ isPractice }) => !isPractice).map(contextItem),
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

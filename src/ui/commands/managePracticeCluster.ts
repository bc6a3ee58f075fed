import * as vscode from 'vscode';
import type { LabCommand } from './command.ts';

/** What can be done with the practice cluster as it stands. */
export const managePracticeCluster: LabCommand = {
  id: 'k8sLabs.managePracticeCluster',
  needsTrust: true,
  async run({ services }) {
    const { state, version = '' } = await services.practice.status();
    const running = [
      { label: `$(debug-stop) ${vscode.l10n.t('Stop')}`, command: 'k8sLabs.stopPracticeCluster' },
      { label: `$(trash) ${vscode.l10n.t('Reset')}`, command: 'k8sLabs.resetPracticeCluster' },
      {
        label: `$(add) ${vscode.l10n.t('Add to My Kubeconfig')}`,
        command: 'k8sLabs.mergeKubeconfig',
      },
      { label: `$(pulse) ${vscode.l10n.t('What Can It Do?')}`, command: 'k8sLabs.runDoctor' },
    ];
    const stopped = [
      { label: `$(play) ${vscode.l10n.t('Start')}`, command: 'k8sLabs.startPracticeCluster' },
    ];
    const chosen = await vscode.window.showQuickPick(state === 'running' ? running : stopped, {
      placeHolder:
        state === 'running'
          ? vscode.l10n.t('Practice cluster: Kubernetes {0}, simulated nodes', version)
          : vscode.l10n.t('The practice cluster does not run.'),
    });
    if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
  },
};

import * as vscode from 'vscode';
import { bringUpPractice } from '../start/practice.ts';
import type { LabCommand } from './command.ts';

/** Starts the practice cluster, or joins the one that runs. */
export const startPracticeCluster: LabCommand = {
  id: 'k8sLabs.startPracticeCluster',
  needsTrust: true,
  async run({ services, session }) {
    const { version = '' } = await bringUpPractice(services);
    await session.reloadRuns();
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The practice cluster is running: Kubernetes {0}.', version),
    );
  },
};

import * as vscode from 'vscode';
import { confirm } from '../confirm.ts';
import { withProgress } from '../progress.ts';
import type { LabCommand } from './command.ts';

/** Makes the practice cluster anew, with nothing in it. */
export const resetPracticeCluster: LabCommand = {
  id: 'k8sLabs.resetPracticeCluster',
  needsTrust: true,
  async run({ services, session }) {
    const isWanted = await confirm(
      vscode.l10n.t('Reset the practice cluster?'),
      vscode.l10n.t(
        'Everything in it is deleted, for all windows. Labs that run on it have to be cleaned up and started again. Your files stay.',
      ),
      vscode.l10n.t('Reset'),
    );
    if (!isWanted) return;
    const title = vscode.l10n.t('Resetting the practice cluster');
    await withProgress(title, (onPhase, signal) => services.practice.reset(onPhase, signal));
    await session.reloadRuns();
  },
};

import * as vscode from 'vscode';
import { confirm } from '../confirm.ts';
import { withProgress } from '../progress.ts';
import type { LabCommand } from './command.ts';

/** Stops the practice cluster for everybody on this machine; what is in it is kept. */
export const stopPracticeCluster: LabCommand = {
  id: 'k8sLabs.stopPracticeCluster',
  needsTrust: true,
  async run({ services, session }) {
    const isWanted = await confirm(
      vscode.l10n.t('Stop the practice cluster?'),
      vscode.l10n.t(
        'Other windows and terminals lose it too. What is in it is kept and is there again at the next start.',
      ),
      vscode.l10n.t('Stop'),
    );
    if (!isWanted) return;
    const title = vscode.l10n.t('Stopping the practice cluster');
    await withProgress(title, () => services.practice.stop());
    await session.reloadRuns();
  },
};

import * as vscode from 'vscode';
import { KEPT_FOLDER } from '../../core/run/learnerFiles.ts';
import { withProgress } from '../progress.ts';
import type { LabCommand } from './command.ts';

/** Sets the start of the open step again: a fresh namespace and fresh files; theirs are kept. */
export const resetStep: LabCommand = {
  id: 'k8sLabs.resetStep',
  needsTrust: true,
  async run({ services, session, panel, editor }) {
    const { lab, run, step } = session.requireRun();
    const kept = `${run.folder.slice(0, run.folder.lastIndexOf('/'))}/${KEPT_FOLDER}`;
    const reset = vscode.l10n.t('Reset');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Reset the step "{0}"?', step.title),
      {
        modal: true,
        detail: [
          vscode.l10n.t(
            'The namespace {0} on {1} is deleted and a fresh one is made.',
            run.namespace,
            run.pin.context,
          ),
          vscode.l10n.t(
            'Your files become those of the start of this step. A copy of yours goes to {0}.',
            kept,
          ),
        ].join('\n\n'),
      },
      reset,
    );
    if (chosen !== reset) return;
    panel.show(true);
    await editor.saveAll(run);
    try {
      const title = vscode.l10n.t('Resetting "{0}"', step.title);
      await withProgress(title, (onPhase, signal) => {
        const tell = (text: string): void => {
          onPhase(text);
          session.setBusy(text);
        };
        return services.runs.resetStep(lab, run.id, tell, signal);
      });
      // The terminal reads its kubeconfig anew with every command, so this moves it along.
      await services.runs.writeKubeconfig(run.id);
      session.announce(vscode.l10n.t('The step is as it was at its start.'));
    } finally {
      session.setBusy(undefined);
      await session.reloadRuns();
    }
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The step is reset. A copy of your files is in {0}.', kept),
    );
  },
};

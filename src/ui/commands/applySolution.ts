import * as vscode from 'vscode';
import { KEPT_FOLDER } from '../../core/run/learnerFiles.ts';
import { withProgress } from '../progress.ts';
import { checkStep } from './checkStep.ts';
import type { LabCommand } from './command.ts';

/** Does for the learner what the open step's solution says, then checks. */
export const applySolution: LabCommand = {
  id: 'k8sLabs.applySolution',
  needsTrust: true,
  async run(ui) {
    const { services, session, editor } = ui;
    const { lab, run, step } = session.requireRun();
    if (step.solution === undefined) return;
    const kept = `${run.folder.slice(0, run.folder.lastIndexOf('/'))}/${KEPT_FOLDER}`;
    const apply = vscode.l10n.t('Apply It');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Apply the solution of "{0}"?', step.title),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Your files become those of the solution, and its commands run in the namespace {0}. A copy of your files goes to {1}.',
          run.namespace,
          kept,
        ),
      },
      apply,
    );
    if (chosen !== apply) return;
    await editor.saveAll(run);
    try {
      const title = vscode.l10n.t('Solving "{0}"', step.title);
      await withProgress(title, (onPhase, signal) => {
        const tell = (text: string): void => {
          onPhase(text);
          session.setBusy(text);
        };
        return services.runs.solve(lab, run.id, tell, signal);
      });
    } finally {
      session.setBusy(undefined);
      await session.reloadRuns();
    }
    await checkStep.run(ui);
  },
};

import * as vscode from 'vscode';
import { keptFolder } from '../../core/run/learnerFiles.ts';
import { confirm } from '../confirm.ts';
import { whileBusy } from '../labs/whileBusy.ts';
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
    const kept = keptFolder(run.folder);
    const isWanted = await confirm(
      vscode.l10n.t('Apply the solution of "{0}"?', step.title),
      vscode.l10n.t(
        'Your files become those of the solution, and its commands run in the namespace {0}. A copy of your files goes to {1}.',
        run.namespace,
        kept,
      ),
      vscode.l10n.t('Apply It'),
    );
    if (!isWanted) return;
    await editor.saveAll(run);
    const title = vscode.l10n.t('Solving "{0}"', step.title);
    await whileBusy(session, title, (onPhase, signal) =>
      services.runs.solve(lab, run.id, onPhase, signal),
    );
    await checkStep.run(ui);
  },
};

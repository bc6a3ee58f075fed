import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { toSlashes } from '../settings.ts';
import { labOf, pickLab } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Writes down how far somebody came in a lab, for whoever teaches them. */
export const saveReceipt: LabCommand = {
  id: 'k8sLabs.saveReceipt',
  needsTrust: true,
  async run(ui, argument) {
    const { services, session } = ui;
    await session.load();
    const lab = labOf(ui, argument) ?? session.current?.lab ?? (await pickLab(ui));
    if (lab === undefined) return;
    const run = session.recordOf(lab);
    const { engine } = session.shelf;
    if (run === undefined || engine === undefined) {
      throw new LabError('no-run', vscode.l10n.t('"{0}" is not started yet.', lab.title));
    }
    const name = await vscode.window.showInputBox({
      prompt: vscode.l10n.t('Your name in the receipt. Leave it empty for a receipt without one.'),
    });
    if (name === undefined) return;
    const learner = name.trim() === '' ? undefined : name.trim();
    const receipt = await engine.receiptOf(lab, run, learner);
    const folder = vscode.Uri.file(run.folder);
    const file = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, '..', `${lab.id}.receipt.json`),
      filters: { JSON: ['json'] },
    });
    if (file === undefined) return;
    const path = toSlashes(file.fsPath);
    await services.files.write(path, `${JSON.stringify(receipt, undefined, 2)}\n`);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Saved: {0}', path), 5_000);
  },
};

import * as vscode from 'vscode';
import type { LabCommand } from './command.ts';

/** Shows the learner's folder: in the Explorer where it belongs to the workspace, else as a list. */
export const openFolder: LabCommand = {
  id: 'k8sLabs.openFolder',
  needsTrust: true,
  async run({ services, session, editor }) {
    const { run } = session.requireRun();
    const folder = vscode.Uri.file(run.folder);
    if (vscode.workspace.getWorkspaceFolder(folder) !== undefined) {
      await vscode.commands.executeCommand('revealInExplorer', folder);
      return;
    }
    const names = (await services.files.list(run.folder)).filter((name) => !name.endsWith('/'));
    const chosen = await vscode.window.showQuickPick(names, { placeHolder: run.folder });
    if (chosen !== undefined) await editor.showPath(run, chosen, undefined);
  },
};

import * as vscode from 'vscode';
import { resolveInside } from '../../core/paths.ts';
import { solutionFile } from '../stepPanel/solutionLines.ts';
import type { LabCommand } from './command.ts';

/** Shows the learner's file and the solution's side by side; the argument is the solution's line. */
export const compareSolution: LabCommand = {
  id: 'k8sLabs.compareSolution',
  needsTrust: true,
  async run({ services, session, panel }, line) {
    const { lab, run, step } = session.requireRun();
    const action = step.solution?.actions[Number(line)];
    if (action === undefined || 'run' in action || 'patch' in action) return;
    const { from, to } = solutionFile(action);
    const mine = vscode.Uri.file(await resolveInside(services.files, run.folder, to));
    const theirs = vscode.Uri.file(await resolveInside(services.files, lab.folder, from));
    const title = vscode.l10n.t('{0}: yours and the solution', to);
    const options = { viewColumn: panel.columnForFiles(), preview: true };
    await vscode.commands.executeCommand('vscode.diff', mine, theirs, title, options);
  },
};

import * as vscode from 'vscode';
import type { LabCommand } from './command.ts';

/** Shows how the lab itself solves the open step, and remembers that it was looked at. */
export const showSolution: LabCommand = {
  id: 'k8sLabs.showSolution',
  needsTrust: true,
  async run({ services, session, panel }) {
    const { lab, run } = session.requireRun();
    await services.runs.showSolution(lab, run.id);
    session.announce(vscode.l10n.t('The solution is shown.'));
    await session.reloadRuns();
    panel.show(true);
  },
};

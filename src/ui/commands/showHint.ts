import * as vscode from 'vscode';
import type { LabCommand } from './command.ts';

/** Shows one more hint of the open step. */
export const showHint: LabCommand = {
  id: 'k8sLabs.showHint',
  needsTrust: true,
  async run({ services, session, panel }) {
    const { lab, run } = session.requireRun();
    await services.runs.takeHint(lab, run.id);
    session.announce(vscode.l10n.t('A hint is shown.'));
    await session.reloadRuns();
    panel.show(true);
  },
};

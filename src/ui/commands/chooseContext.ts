import * as vscode from 'vscode';
import { pickContext } from '../start/pickContext.ts';
import type { LabCommand } from './command.ts';

/** Lets people choose the cluster for the next lab. A lab that runs keeps the one it has. */
export const chooseContext: LabCommand = {
  id: 'k8sLabs.chooseContext',
  needsTrust: true,
  async run({ services, session }) {
    const context = await pickContext(services);
    if (context === undefined) return;
    const settings = vscode.workspace.getConfiguration('k8sLabs');
    await settings.update('context', context.name, vscode.ConfigurationTarget.Global);
    await session.reloadRuns();
    const text = vscode.l10n.t('Labs start on "{0}" from now on.', context.name);
    const run = session.current?.run;
    const isElsewhere = run !== undefined && run.pin.context !== context.name;
    const note = isElsewhere
      ? vscode.l10n.t(
          '"{0}" goes on where it was started, on "{1}".',
          run.labTitle,
          run.pin.context,
        )
      : '';
    void vscode.window.showInformationMessage(`${text} ${note}`.trim());
  },
};

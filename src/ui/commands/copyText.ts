import * as vscode from 'vscode';
import type { LabCommand } from './command.ts';

/** Puts a text of the panel on the clipboard. */
export const copyText: LabCommand = {
  id: 'k8sLabs.copyText',
  needsTrust: false,
  async run(_ui, text) {
    if (typeof text !== 'string') return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2_000);
  },
};

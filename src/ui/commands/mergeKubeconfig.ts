import * as vscode from 'vscode';
import { confirm } from '../confirm.ts';
import { bringUpPractice } from '../start/practice.ts';
import type { LabCommand } from './command.ts';

/** Lets people's own kubectl reach the practice cluster: its context goes into their kubeconfig. */
export const mergeKubeconfig: LabCommand = {
  id: 'k8sLabs.mergeKubeconfig',
  needsTrust: true,
  async run({ services }) {
    const { kubeconfig, context = '' } = await bringUpPractice(services);
    if (kubeconfig === undefined) return;
    const file = services.ownKubeconfig.file();
    const isWanted = await confirm(
      vscode.l10n.t('Add the practice cluster to {0}?', file),
      vscode.l10n.t(
        'It gets the context "{0}" with its cluster and user. Your current context stays. A copy of the file is kept beside it; comments in the file are only in the copy.',
        context,
      ),
      vscode.l10n.t('Add'),
    );
    if (!isWanted) return;
    const { backup } = await services.ownKubeconfig.add(kubeconfig);
    const done = vscode.l10n.t('kubectl --context {0} works everywhere now.', context);
    const copy =
      backup === undefined ? '' : vscode.l10n.t('The file as it was before: {0}', backup);
    void vscode.window.showInformationMessage(`${done} ${copy}`.trim());
  },
};

import * as vscode from 'vscode';
import type { Run } from '../../../core/run/model.ts';
import { icon, TreeNode } from './treeNode.ts';

/** An open run, on whichever cluster, with the way to clean it up. */
export class RunNode extends TreeNode {
  readonly run: Run;

  constructor(run: Run) {
    super(run.labTitle, `run/${run.id}`, undefined, vscode.TreeItemCollapsibleState.None);
    this.run = run;
    const { context } = run.pin;
    this.iconPath = icon(run.finishedAt === undefined ? 'vm-running' : 'pass');
    this.description = `${context} · ${run.namespace}`;
    this.tooltip = [
      run.labTitle,
      vscode.l10n.t('Cluster: {0} ({1})', context, run.pin.server),
      vscode.l10n.t('Namespace: {0}', run.namespace),
      vscode.l10n.t('Files: {0}', run.folder),
      vscode.l10n.t('Started: {0}', new Date(run.startedAt).toLocaleString()),
    ].join('\n');
    this.contextValue = 'run';
    this.accessibilityInformation = {
      label: vscode.l10n.t(
        'Run of {0} in namespace {1} on {2}',
        run.labTitle,
        run.namespace,
        context,
      ),
    };
    this.command = {
      command: 'k8sLabs.openLab',
      title: vscode.l10n.t('Open'),
      arguments: [run.lab],
    };
  }
}

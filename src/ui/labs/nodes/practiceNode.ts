import * as vscode from 'vscode';
import type { PracticeState, PracticeStatus } from '../../../core/ports.ts';
import { icon, TreeNode } from './treeNode.ts';

const ICONS: Readonly<Record<PracticeState, () => vscode.ThemeIcon>> = {
  missing: () => icon('circle-slash', 'disabledForeground'),
  stopped: () => icon('debug-stop', 'disabledForeground'),
  starting: () => icon('loading~spin'),
  running: () => icon('beaker', 'testing.iconPassed'),
};

/** The practice cluster and how it stands; its buttons are those that make sense then. */
export class PracticeNode extends TreeNode {
  constructor(status: PracticeStatus) {
    const { None } = vscode.TreeItemCollapsibleState;
    super(vscode.l10n.t('Practice cluster'), 'practice', undefined, None);
    this.iconPath = ICONS[status.state]();
    this.description = describe(status);
    this.contextValue = `practice.${status.state}`;
    this.tooltip = explain(status);
    this.accessibilityInformation = {
      label: vscode.l10n.t('Practice cluster, {0}', this.description),
    };
  }
}

function describe({ state, version = '' }: PracticeStatus): string {
  switch (state) {
    case 'missing':
      return vscode.l10n.t('not in this installation');
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'starting':
      return vscode.l10n.t('starting …');
    case 'running':
      return vscode.l10n.t('running {0}, simulated nodes', version);
  }
}

function explain({ state, server = '' }: PracticeStatus): string {
  switch (state) {
    case 'missing':
      return vscode.l10n.t(
        "Install the extension's package for this platform, name a k8s-labs-cluster in the setting k8sLabs.practiceCluster.path, or use a cluster of your own.",
      );
    case 'running':
      return vscode.l10n.t(
        'A real control plane at {0}. What nodes and containers do is simulated, and says so.',
        server,
      );
    default:
      return vscode.l10n.t('A real control plane on this machine, made for labs');
  }
}

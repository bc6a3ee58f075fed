import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import type { ObservedPractice } from './observedPractice.ts';

/**
 * The practice cluster in the status bar while it starts or runs. A lab that is open on it names it
 * in its own item, and one is enough.
 */
export function createPracticeStatusBar(
  session: LabSession,
  practice: ObservedPractice,
): vscode.Disposable {
  const { Left } = vscode.StatusBarAlignment;
  const item = vscode.window.createStatusBarItem('k8sLabs.practice', Left, 9);
  item.name = vscode.l10n.t('Practice cluster');
  item.command = 'k8sLabs.managePracticeCluster';
  const redraw = (): void => {
    const { state, version = '' } = practice.last ?? { state: 'stopped' };
    const isNamed = session.current?.run?.isSimulated === true;
    if ((state !== 'running' && state !== 'starting') || (isNamed && state === 'running')) {
      return item.hide();
    }
    const isStarting = state === 'starting';
    item.text = isStarting
      ? `$(loading~spin) ${vscode.l10n.t('Practice cluster starting …')}`
      : `$(beaker) ${vscode.l10n.t('Practice cluster (simulated nodes)')}`;
    item.tooltip = isStarting
      ? ''
      : vscode.l10n.t('Kubernetes {0} on this machine. Click to stop or reset it.', version);
    item.show();
  };
  return vscode.Disposable.from(item, session.onDidChange(redraw), practice.onDidChange(redraw));
}

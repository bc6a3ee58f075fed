import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';

/** Where the learner is, in the status bar, while a run is open. A click shows the step. */
export function createStatusBar(session: LabSession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('k8sLabs.run', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Labs for Kubernetes');
  item.command = 'k8sLabs.openLab';
  const redraw = session.onDidChange(() => {
    const open = session.current;
    if (open?.run === undefined) return item.hide();
    const { lab, run } = open;
    const at = lab.steps.findIndex(({ id }) => id === run.step) + 1;
    const icon = open.busy !== undefined || open.live !== undefined ? 'loading~spin' : 'beaker';
    const { context } = run.pin;
    const cluster =
      run.isSimulated === true ? vscode.l10n.t('{0} (simulated nodes)', context) : context;
    item.text = `$(${icon}) ${lab.title} ${at}/${lab.steps.length} · ${cluster}`;
    item.tooltip = vscode.l10n.t('Cluster {0}, namespace {1}', cluster, run.namespace);
    item.accessibilityInformation = {
      label: vscode.l10n.t(
        'Lab {0}, step {1} of {2}, cluster {3}',
        lab.title,
        at,
        lab.steps.length,
        cluster,
      ),
    };
    item.show();
  });
  return vscode.Disposable.from(item, redraw);
}

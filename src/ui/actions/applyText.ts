import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import type { LabUi } from '../labUi.ts';
import { withPatientProgress } from '../progress.ts';

/**
 * Applies objects of a lab's text in the run's namespace. The server is asked first what it would
 * say, and people see what is going to be applied.
 */
export async function applyText(
  { services, manifests }: LabUi,
  lab: Lab,
  run: Run,
  text: string,
): Promise<void> {
  const { runs } = services;
  const title = vscode.l10n.t('Asking the cluster');
  const names = await withPatientProgress(title, (signal) =>
    runs.applyText(lab, run.id, text, { dryRun: true }, signal),
  );
  const apply = vscode.l10n.t('Apply');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Apply {0}?', names.join(', ')),
    {
      modal: true,
      detail: vscode.l10n.t('On {0}, in the namespace {1}.', run.pin.context, run.namespace),
    },
    apply,
  );
  if (chosen !== apply) return;
  await withPatientProgress(vscode.l10n.t('Applying'), (signal) =>
    runs.applyText(lab, run.id, text, {}, signal),
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Applied: {0}', names.join(', ')), 5_000);
  await manifests.afterApply(run);
}

import * as vscode from 'vscode';
import { keptFolder } from '../../core/run/learnerFiles.ts';
import { confirm } from '../confirm.ts';
import { whileBusy } from '../labs/whileBusy.ts';
import type { LabUi } from '../labUi.ts';
import type { LabCommand } from './command.ts';

/** Sets the start of the open step again: a fresh namespace and fresh files; theirs are kept. */
export const resetStep: LabCommand = {
  id: 'k8sLabs.resetStep',
  needsTrust: true,
  run: (ui) => reset(ui, 'step'),
};

/** The same for the whole lab: its first step, with nothing passed yet. */
export const resetLab: LabCommand = {
  id: 'k8sLabs.resetLab',
  needsTrust: true,
  run: (ui) => reset(ui, 'lab'),
};

async function reset(
  { services, session, panel, editor }: LabUi,
  what: 'step' | 'lab',
): Promise<void> {
  const { lab, run, step } = session.requireRun();
  const kept = keptFolder(run.folder);
  const isWanted = await confirm(
    what === 'step'
      ? vscode.l10n.t('Reset the step "{0}"?', step.title)
      : vscode.l10n.t('Reset the whole lab "{0}"? Your progress in it is taken back.', lab.title),
    [
      vscode.l10n.t(
        'The namespace {0} on {1} is deleted and a fresh one is made.',
        run.namespace,
        run.pin.context,
      ),
      vscode.l10n.t('Your files become those of its start. A copy of yours goes to {0}.', kept),
    ].join('\n\n'),
    vscode.l10n.t('Reset'),
  );
  if (!isWanted) return;
  panel.show(true);
  await editor.saveAll(run);
  const title = vscode.l10n.t('Resetting "{0}"', what === 'step' ? step.title : lab.title);
  await whileBusy(session, title, async (onPhase, signal) => {
    if (what === 'step') await services.runs.resetStep(lab, run.id, onPhase, signal);
    else await services.runs.resetLab(lab, run.id, onPhase, signal);
    // The terminal reads its kubeconfig anew with every command, so this moves it along.
    await services.runs.writeKubeconfig(run.id);
  });
  session.announce(vscode.l10n.t('It is as it was at its start.'));
  if (what === 'lab') await session.turnTo(session.requireRun().run.step);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('It is reset. A copy of your files is in {0}.', kept),
  );
}

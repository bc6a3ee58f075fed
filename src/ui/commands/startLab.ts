import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { isUsable } from '../../core/lab/model.ts';
import { chooseCluster } from '../start/chooseCluster.ts';
import { confirmStart } from '../start/confirmStart.ts';
import { askAboutFiles, learnerFolder } from '../start/learnerFolder.ts';
import { withProgress } from '../progress.ts';
import { askForVariables } from '../start/askForVariables.ts';
import { labOf, pickLab } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Starts a lab: cluster, consent, files, then its first step. One that runs is taken up again. */
export const startLab: LabCommand = {
  id: 'k8sLabs.startLab',
  needsTrust: true,
  async run(ui, argument) {
    const { services, session, panel, editor } = ui;
    const lab = labOf(ui, argument) ?? session.current?.lab ?? (await pickLab(ui));
    if (lab === undefined) return;
    await session.open(lab);
    panel.show();
    if (session.runOf(lab) !== undefined) return;
    if (!isUsable(lab)) {
      throw new LabError(
        'lab-broken',
        vscode.l10n.t('The lab "{0}" has mistakes and cannot be started.', lab.title),
        { next: vscode.l10n.t('Its author finds them in the Problems view.') },
      );
    }
    const choice = await chooseCluster(services);
    if (choice === undefined) return;
    const folder = learnerFolder(services, lab);
    if (!(await confirmStart(ui, lab, choice, folder))) return;
    const variables = await askForVariables(lab);
    if (variables === undefined) return;
    const existingFiles = await askAboutFiles(services, lab, folder);
    if (existingFiles === undefined) return;

    const title = vscode.l10n.t('Starting "{0}"', lab.title);
    try {
      const run = await withProgress(title, (onPhase, signal) => {
        const tell = (text: string): void => {
          onPhase(text);
          session.setBusy(text);
        };
        const options = { context: choice.context, folder, existingFiles, variables };
        return services.runs.start(lab, options, tell, signal);
      });
      await session.reloadRuns();
      await session.turnTo(run.step);
      session.announce(vscode.l10n.t('The lab is started.'));
      const first = lab.steps.find(({ id }) => id === run.step)?.files[0];
      if (first !== undefined) await editor.preview(run, first.to);
    } finally {
      session.setBusy(undefined);
    }
  },
};

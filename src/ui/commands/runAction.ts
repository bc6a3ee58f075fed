import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { LabAction } from '../../core/lab/actions.ts';
import type { Run } from '../../core/run/model.ts';
import { confirmCommands } from '../actions/confirmCommands.ts';
import { writeLearnerFile } from '../actions/writeLearnerFile.ts';
import type { LabUi } from '../labUi.ts';
import { renderPage } from '../stepPanel/renderPage.ts';
import { requireTrust } from '../trust.ts';
import { checkStep } from './checkStep.ts';
import type { LabCommand } from './command.ts';
import { turnTo } from './goToStep.ts';

/** Does what a button or link in the text says. It is named by its id; the text stays with the host. */
export const runAction: LabCommand = {
  id: 'k8sLabs.runAction',
  needsTrust: false,
  async run(ui, id) {
    const open = ui.session.current;
    if (open === undefined) return;
    const { actions } = renderPage(open, (path) => vscode.Uri.file(path));
    const action = actions.find((each) => each.id === id);
    if (action !== undefined) await perform(ui, action);
  },
};

async function perform(ui: LabUi, action: LabAction): Promise<void> {
  switch (action.kind) {
    case 'copy':
      await vscode.env.clipboard.writeText(action.text);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2_000);
      return;
    case 'step':
      return turnTo(ui, action.step);
    default:
      requireTrust();
      return performInRun(ui, action);
  }
}

/** What the cluster says about what was applied comes by itself; without it nothing is lost. */
function compareLater({ manifests, services }: LabUi, run: Run): void {
  manifests.afterApply(run).catch((error: unknown) => services.log.warn(messageOf(error)));
}

async function performInRun(ui: LabUi, action: LabAction): Promise<void> {
  const { lab, run } = ui.session.requireRun();
  switch (action.kind) {
    case 'run':
      if (!(await confirmCommands(ui, lab, action.text))) return;
      await ui.editor.saveAll(run);
      await ui.terminals.run(lab, run, action.text);
      if (/\bkubectl\s+(?:apply|create|replace)\b/.test(action.text)) compareLater(ui, run);
      return;
    case 'paste':
      if (!(await confirmCommands(ui, lab, action.text))) return;
      await ui.editor.saveAll(run);
      return ui.terminals.paste(lab, run, action.text);
    case 'file':
      return writeLearnerFile(ui, run, action);
    case 'open':
      return ui.editor.showPath(run, action.file, action.path);
    case 'check':
      return checkStep.run(ui);
  }
}

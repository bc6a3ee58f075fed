import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import { objectKind } from '../../core/kubernetes/kinds.ts';
import { type LabAction, TERMINAL_KEYS } from '../../core/lab/actions.ts';
import type { Run } from '../../core/run/model.ts';
import { confirmCommands } from '../actions/confirmCommands.ts';
import { applyText } from '../actions/applyText.ts';
import { patchLearnerFile, writeLearnerFile } from '../actions/writeLearnerFile.ts';
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

/** The page opens when the learner wants it: the port takes a moment, and may be taken. */
async function offerBrowser(port: number): Promise<void> {
  const open = vscode.l10n.t('Open in the Editor');
  const address = `http://localhost:${port}`;
  const text = vscode.l10n.t('Once the terminal says that it forwards, {0} leads there.', address);
  if ((await vscode.window.showInformationMessage(text, open)) !== open) return;
  await vscode.commands.executeCommand('simpleBrowser.show', address);
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
      await ui.terminals.run(lab, run, action.text, action.terminal);
      if (/\bkubectl\s+(?:apply|create|replace)\b/.test(action.text)) compareLater(ui, run);
      return;
    case 'paste':
      if (!(await confirmCommands(ui, lab, action.text))) return;
      await ui.editor.saveAll(run);
      return ui.terminals.paste(lab, run, action.text, action.terminal);
    case 'file':
      return writeLearnerFile(ui, run, action);
    case 'patch':
      return patchLearnerFile(ui, run, action);
    case 'apply':
      return applyText(ui, lab, run, action.text);
    case 'key':
      return ui.terminals.press(run, TERMINAL_KEYS[action.key], action.terminal);
    case 'reveal': {
      const kind = objectKind(action.object);
      if (kind === undefined) return;
      const ref = { ...kind, name: action.name };
      return ui.clusterDocuments.showObject(run, ref, ui.panel.columnForFiles());
    }
    case 'forward': {
      const { service, port } = action;
      const command = `kubectl port-forward service/${service} ${port}:${port}`;
      if (!(await confirmCommands(ui, lab, command))) return;
      await ui.terminals.run(lab, run, command);
      return offerBrowser(port);
    }
    case 'open':
      return ui.editor.showPath(run, action.file, action.path);
    case 'check':
      return checkStep.run(ui);
  }
}

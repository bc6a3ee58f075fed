import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import type { Lab } from '../../core/lab/model.ts';
import { makeNew, NEW_THINGS, type NewThing } from '../../core/pack/makeNew.ts';
import { isId } from '../../core/pack/scaffold.ts';
import { toSlashes } from '../settings.ts';
import type { LabCommand } from './command.ts';

/** Makes a course, a lab or a step in the workspace and opens its first file. */
export const newLab: LabCommand = {
  id: 'k8sLabs.newLab',
  needsTrust: true,
  async run(ui, whatArgument, idArgument) {
    const workspace = await pickWorkspace();
    if (workspace === undefined) return;
    const own = ui.session.shelf.all.filter(({ folder }) => folder.startsWith(`${workspace}/`));
    const what = NEW_THINGS.find((each) => each === whatArgument) ?? (await pickWhat(own));
    if (what === undefined) return;
    const folder = what === 'step' ? (await pickOwnLab(own))?.folder : workspace;
    if (folder === undefined) return;
    const id = typeof idArgument === 'string' ? idArgument : await askForId(what);
    if (id === undefined) return;
    if (!isId(id)) throw new LabError('file-failed', vscode.l10n.t('"{0}" is no name.', id));
    const [first = ''] = await makeNew(ui.services.files, folder, what, id);
    const document = await vscode.workspace.openTextDocument(`${folder}/${first}`);
    await vscode.window.showTextDocument(document);
    await ui.session.reloadLabs();
  },
};

async function pickWorkspace(): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(
    ({ uri }) => uri.scheme === 'file',
  );
  if (folders.length === 0) {
    throw new LabError('file-failed', vscode.l10n.t('No folder is open to write a lab in.'), {
      next: vscode.l10n.t('Open one with "File: Open Folder…", then try again.'),
    });
  }
  const chosen = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  return chosen === undefined ? undefined : toSlashes(chosen.uri.fsPath);
}

async function pickWhat(own: readonly Lab[]): Promise<NewThing | undefined> {
  const items: (vscode.QuickPickItem & { what: NewThing })[] = [
    {
      what: 'lab',
      label: vscode.l10n.t('Lab'),
      detail: vscode.l10n.t('A lab with its first step'),
    },
    {
      what: 'course',
      label: vscode.l10n.t('Course'),
      detail: vscode.l10n.t('A folder of labs with an order'),
    },
    { what: 'step', label: vscode.l10n.t('Step'), detail: vscode.l10n.t('Another step of a lab') },
  ];
  const possible = items.filter(({ what }) => what !== 'step' || own.length > 0);
  const placeHolder = vscode.l10n.t('What do you want to write?');
  return (await vscode.window.showQuickPick(possible, { placeHolder }))?.what;
}

async function pickOwnLab(own: readonly Lab[]): Promise<Lab | undefined> {
  if (own.length <= 1) {
    const [only] = own;
    if (only !== undefined) return only;
    throw new LabError('lab-not-found', vscode.l10n.t('This workspace has no lab yet.'));
  }
  const items = own.map((lab) => ({ label: lab.title, description: lab.id, lab }));
  const placeHolder = vscode.l10n.t('To which lab does the step belong?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.lab;
}

async function askForId(what: NewThing): Promise<string | undefined> {
  const prompt = vscode.l10n.t('Its name: lower-case letters, digits and single dashes');
  return vscode.window.showInputBox({
    prompt,
    value: `my-${what}`,
    validateInput: (text) => (isId(text) ? undefined : prompt),
  });
}

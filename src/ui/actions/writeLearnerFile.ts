import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { resolveInside } from '../../core/paths.ts';
import type { Run } from '../../core/run/model.ts';
import type { LabUi } from '../labUi.ts';
import { PROPOSED_SCHEME, propose } from './proposedFiles.ts';

export interface FileAction {
  readonly file: string;
  readonly mode: 'create' | 'replace' | 'append';
  readonly text: string;
}

/**
 * Writes a file of the step into the learner's folder and opens it. Where it would change a file
 * that is there, the difference is shown first; the change itself can be undone in the editor.
 */
export async function writeLearnerFile(
  { services, panel, editor }: LabUi,
  run: Run,
  { file, mode, text }: FileAction,
): Promise<void> {
  const path = await resolveInside(services.files, run.folder, file);
  const existing = await services.files.read(path);
  const wanted = mode === 'append' ? appended(existing, text) : text;
  if (existing === undefined) await services.files.write(path, wanted);
  else if (existing !== wanted) {
    const uri = vscode.Uri.file(path);
    if (!(await isWanted(uri, file, wanted, panel.columnForFiles()))) return;
    await replaceText(uri, wanted);
  }
  await editor.showPath(run, file, undefined);
}

/** Changes one value of a learner's file, and shows the difference first. */
export async function patchLearnerFile(
  { services, panel, editor }: LabUi,
  run: Run,
  { file, path: field, text }: { file: string; path: string; text: string },
): Promise<void> {
  const path = await resolveInside(services.files, run.folder, file);
  const existing = await services.files.read(path);
  if (existing === undefined) {
    throw new LabError('file-failed', vscode.l10n.t('There is no {0} to change.', file));
  }
  const { patchYaml } = await import('../../core/lab/patchYaml.ts');
  const { parseYaml, toValue } = await import('../../core/labEngine.ts');
  const wanted = patchYaml(existing, field, toValue(parseYaml(text)[0]?.root));
  const uri = vscode.Uri.file(path);
  if (existing !== wanted) {
    if (!(await isWanted(uri, file, wanted, panel.columnForFiles()))) return;
    await replaceText(uri, wanted);
  }
  await editor.showPath(run, file, field);
}

function appended(existing: string | undefined, text: string): string {
  if (existing === undefined || existing.trim() === '') return text;
  const before = existing.endsWith('\n') ? existing : `${existing}\n`;
  return before.endsWith(text) ? before : before + text;
}

/** Shows the difference and asks. The diff goes away with the answer. */
async function isWanted(
  uri: vscode.Uri,
  file: string,
  wanted: string,
  viewColumn: vscode.ViewColumn,
): Promise<boolean> {
  const proposed = propose(uri, wanted);
  const title = vscode.l10n.t("{0}: yours and the step's", file);
  await vscode.commands.executeCommand('vscode.diff', uri, proposed, title, { viewColumn });
  const replace = vscode.l10n.t("Use the Step's Version");
  const keep = vscode.l10n.t('Keep Mine');
  const question = vscode.l10n.t('{0} is there already with other content.', file);
  const chosen = await vscode.window.showInformationMessage(question, replace, keep);
  await closeDiff(proposed);
  return chosen === replace;
}

async function closeDiff(proposed: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const diff = tabs.find(
    ({ input }) =>
      input instanceof vscode.TabInputTextDiff &&
      input.modified.scheme === PROPOSED_SCHEME &&
      input.modified.toString() === proposed.toString(),
  );
  if (diff !== undefined) await vscode.window.tabGroups.close(diff);
}

/** Through the editor, so that Undo brings the learner's text back. */
async function replaceText(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, document.validateRange(whole), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

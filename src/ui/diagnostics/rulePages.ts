import * as vscode from 'vscode';
import { rules } from '../../core/rules/index.ts';

export const SHOW_RULE = 'k8sLabs.showRule';

/** Shows the page of a rule, which ships with the extension; asks which when none is named. */
export async function showRule(extensionUri: vscode.Uri, id: unknown): Promise<void> {
  const rule = typeof id === 'string' ? id : await pickRule();
  if (rule === undefined || !rules.some((known) => known.id === rule)) return;
  const page = vscode.Uri.joinPath(extensionUri, 'dist', 'rules', `${rule}.md`);
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

async function pickRule(): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { placeHolder: vscode.l10n.t('Which rule?'), matchOnDetail: true },
  );
  return picked?.label;
}

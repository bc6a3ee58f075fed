import * as vscode from 'vscode';
import { rules } from '../../core/rules/index.ts';

export const SHOW_RULE = 'k8sLabs.showRule';

/**
 * Scheme of the pages about rules, which ship with the extension. A link to a command would not do:
 * the editor's hover does not follow such a link from a diagnostic's code.
 */
export const RULE_SCHEME = 'k8s-labs-rule';

/** The address of a rule's page; package.json has it shown as rendered Markdown. */
export function ruleUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${id}.md` });
}

/** Serves the pages from the extension's own folder, so that they open offline. */
export class RulePages implements vscode.TextDocumentContentProvider {
  readonly #extensionUri: vscode.Uri;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const name = path.slice(1);
    if (!rules.some(({ id }) => `${id}.md` === name)) {
      return vscode.l10n.t('There is no rule "{0}".', name.replace(/\.md$/, ''));
    }
    const page = vscode.Uri.joinPath(this.#extensionUri, 'dist', 'rules', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
  }
}

/** Shows the page of a rule; asks which when none is named. */
export async function showRule(id: unknown): Promise<void> {
  const rule = typeof id === 'string' ? id : await pickRule();
  if (rule !== undefined) await vscode.commands.executeCommand('vscode.open', ruleUri(rule));
}

async function pickRule(): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { placeHolder: vscode.l10n.t('Which rule?'), matchOnDetail: true },
  );
  return picked?.label;
}

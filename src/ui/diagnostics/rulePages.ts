import * as vscode from 'vscode';

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
    const [, id = ''] = /^\/([a-z0-9-]+)\.md$/.exec(path) ?? [];
    const page = vscode.Uri.joinPath(this.#extensionUri, 'dist', 'rules', `${id}.md`);
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    } catch {
      return vscode.l10n.t('There is no rule "{0}".', id);
    }
  }
}

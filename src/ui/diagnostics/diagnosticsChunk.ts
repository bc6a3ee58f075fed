import * as vscode from 'vscode';
import { rules } from '../../core/rules/index.ts';
import { registerLanguage } from '../language/registerLanguage.ts';
import { CODE_ACTION_KINDS, FixProvider, IGNORE_RULE } from './codeActions.ts';
import { DiagnosticsController, type DiagnosticsOptions } from './diagnosticsController.ts';
import { ignoreRule } from './settings.ts';

/**
 * The diagnostics of manifests with their quick fixes: all the rules, as one chunk that is loaded
 * with the first YAML document of a window.
 */
export function startDiagnostics(
  context: vscode.ExtensionContext,
  options: DiagnosticsOptions,
): DiagnosticsController {
  const controller = new DiagnosticsController(options);
  context.subscriptions.push(
    controller,
    vscode.languages.registerCodeActionsProvider(
      { language: 'yaml' },
      new FixProvider(controller),
      { providedCodeActionKinds: CODE_ACTION_KINDS },
    ),
    vscode.commands.registerCommand(IGNORE_RULE, async (id: unknown) => {
      if (rules.some((rule) => rule.id === id)) await ignoreRule(String(id));
    }),
  );
  registerLanguage(context, controller.language, controller.onDidPublish);
  return controller;
}

/** Asks for one of the rules. @returns its id */
export async function pickRule(): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    rules.map(({ id, summary }) => ({ label: id, detail: summary })),
    { placeHolder: vscode.l10n.t('Which rule?'), matchOnDetail: true },
  );
  return picked?.label;
}

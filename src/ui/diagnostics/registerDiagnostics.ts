import * as vscode from 'vscode';
import { rules } from '../../core/rules/index.ts';
import { CODE_ACTION_KINDS, FixProvider, IGNORE_RULE } from './codeActions.ts';
import { DiagnosticsController, type DiagnosticsOptions } from './diagnosticsController.ts';
import { RULE_SCHEME, RulePages, SHOW_RULE, showRule } from './rulePages.ts';
import { ignoreRule } from './settings.ts';

/** Starts the diagnostics of manifests with their quick fixes and pages. */
export function registerDiagnostics(
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
    vscode.workspace.registerTextDocumentContentProvider(
      RULE_SCHEME,
      new RulePages(context.extensionUri),
    ),
    vscode.commands.registerCommand(SHOW_RULE, showRule),
    vscode.commands.registerCommand(IGNORE_RULE, async (id: unknown) => {
      if (rules.some((rule) => rule.id === id)) await ignoreRule(String(id));
    }),
  );
  return controller;
}

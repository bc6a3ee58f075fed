import * as vscode from 'vscode';
import { mechanicalFixes } from '../../core/rules/chosenFixes.ts';
import type { LintFinding } from '../../core/rules/engine.ts';
import type { Fix } from '../../core/rules/rule.ts';
import type { DiagnosticsController } from './diagnosticsController.ts';
import { toRange } from './toDiagnostic.ts';

export const IGNORE_RULE = 'k8sLabs.ignoreRule';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('k8sLabs');

export const CODE_ACTION_KINDS = [vscode.CodeActionKind.QuickFix, FIX_ALL];

/** Offers the fixes that travel with the findings of exactly this version of a document. */
export class FixProvider implements vscode.CodeActionProvider {
  readonly #controller: DiagnosticsController;

  constructor(controller: DiagnosticsController) {
    this.#controller = controller;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const published = this.#controller.published(document);
    if (published === undefined) return [];
    if (only?.contains(FIX_ALL) === true) return this.#fixAll(published.findings);
    const fixes: vscode.CodeAction[] = [];
    const ignores: vscode.CodeAction[] = [];
    for (const [index, finding] of published.findings.entries()) {
      const diagnostic = published.diagnostics[index];
      if (diagnostic === undefined || diagnostic.range.intersection(range) === undefined) continue;
      for (const fix of finding.fixes ?? []) {
        fixes.push(...this.#quickFix(fix, diagnostic));
      }
      ignores.push(...ignoreActions(document, finding, diagnostic));
    }
    const preferredFirst = fixes.toSorted(
      (a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false),
    );
    return [...preferredFirst, ...ignores];
  }

  #quickFix(fix: Fix, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
    const edit = this.#toEdit([fix]);
    if (edit === undefined) return [];
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = edit;
    action.diagnostics = [diagnostic];
    action.isPreferred = fix.isPreferred;
    return [action];
  }

  #fixAll(findings: readonly LintFinding[]): vscode.CodeAction[] {
    const chosen = mechanicalFixes(findings);
    const edit = chosen.length === 0 ? undefined : this.#toEdit(chosen);
    if (edit === undefined) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Fix all that needs no look'), FIX_ALL);
    action.edit = edit;
    return [action];
  }

  /** Undefined when a file is no longer what the fix was made for. */
  #toEdit(fixes: readonly Fix[]): vscode.WorkspaceEdit | undefined {
    const result = new vscode.WorkspaceEdit();
    for (const { uri, edit } of fixes.flatMap(({ edits }) => edits)) {
      const file = this.#controller.indexedFile(uri);
      const open = vscode.workspace.textDocuments.find((other) => other.uri.toString() === uri);
      if (file === undefined || (open !== undefined && open.getText() !== file.text)) {
        return undefined;
      }
      result.replace(vscode.Uri.parse(uri), toRange(file, edit.range), edit.newText);
    }
    return result;
  }
}

function ignoreActions(
  document: vscode.TextDocument,
  { rule }: LintFinding,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction[] {
  const { line } = diagnostic.range.start;
  const indent = /^\s*/.exec(document.lineAt(line).text)?.[0] ?? '';
  return [
    insertion(
      vscode.l10n.t('Ignore {0} here', rule),
      document.uri,
      new vscode.Position(line, 0),
      `${indent}# k8s-labs-ignore: ${rule}\n`,
      diagnostic,
    ),
    insertion(
      vscode.l10n.t('Ignore {0} in this file', rule),
      document.uri,
      new vscode.Position(0, 0),
      `# k8s-labs-ignore-file: ${rule}\n`,
      diagnostic,
    ),
    everywhere(rule, diagnostic),
  ];
}

function insertion(
  title: string,
  uri: vscode.Uri,
  position: vscode.Position,
  text: string,
  diagnostic: vscode.Diagnostic,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(uri, position, text);
  action.diagnostics = [diagnostic];
  return action;
}

function everywhere(rule: string, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Ignore {0} everywhere', rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: IGNORE_RULE, title, arguments: [rule] };
  action.diagnostics = [diagnostic];
  return action;
}

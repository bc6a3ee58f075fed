import * as vscode from 'vscode';
import type { LabProblem } from '../../core/lab/model.ts';

/** A mistake in a lab's file that the editor can mend. */
export class LabDiagnostic extends vscode.Diagnostic {
  readonly meant: NonNullable<LabProblem['meant']>;

  constructor(
    range: vscode.Range,
    message: string,
    severity: vscode.DiagnosticSeverity,
    meant: NonNullable<LabProblem['meant']>,
  ) {
    super(range, message, severity);
    this.meant = meant;
  }
}

/** What is wrong in the lab files of the workspace, by address: where fixes are found again. */
export type LabDiagnostics = (uri: vscode.Uri) => readonly vscode.Diagnostic[];

/** Puts the word that was meant in the place of the one that was written. */
export function registerLabFixes(diagnosticsOf: LabDiagnostics): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [{ language: 'markdown' }, { language: 'yaml' }],
    {
      provideCodeActions(document, range) {
        return diagnosticsOf(document.uri)
          .filter((each): each is LabDiagnostic => each instanceof LabDiagnostic)
          .filter((each) => each.range.intersection(range) !== undefined)
          .flatMap((each) => fixFor(document, each) ?? []);
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function fixFor(
  document: vscode.TextDocument,
  diagnostic: LabDiagnostic,
): vscode.CodeAction | undefined {
  const { written, instead } = diagnostic.meant;
  const at = document.getText(diagnostic.range).indexOf(written);
  if (at < 0) return undefined;
  const start = document.offsetAt(diagnostic.range.start) + at;
  const place = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + written.length),
  );
  const title = vscode.l10n.t('Change to "{0}"', instead);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, place, instead);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

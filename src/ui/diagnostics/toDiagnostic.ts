import * as vscode from 'vscode';
import type { LintFinding } from '../../core/rules/engine.ts';
import type { Severity } from '../../core/rules/rule.ts';
import type { SourceFile } from '../../core/rules/sourceFile.ts';
import type { WorkspaceIndex } from '../../core/rules/workspaceIndex.ts';
import type { OffsetRange } from '../../core/yaml/tree.ts';
import { ruleUri } from './rulePages.ts';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A finding as the editor shows it; its code opens the rule's page. */
export function toDiagnostic(
  finding: LintFinding,
  file: SourceFile,
  index: WorkspaceIndex,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(file, finding.range),
    finding.message,
    SEVERITIES[finding.severity],
  );
  diagnostic.source = 'k8s-labs';
  diagnostic.code = { value: finding.rule, target: ruleUri(finding.rule) };
  if (finding.isUnnecessary === true) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  if (finding.isDeprecated === true) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  diagnostic.relatedInformation = (finding.related ?? []).flatMap(({ uri, range, message }) => {
    const other = index.file(uri);
    if (other === undefined) return [];
    const location = new vscode.Location(vscode.Uri.parse(uri), toRange(other, range));
    return [new vscode.DiagnosticRelatedInformation(location, message)];
  });
  return diagnostic;
}

export function toRange({ lines }: SourceFile, [start, end]: OffsetRange): vscode.Range {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return new vscode.Range(from.line, from.character, to.line, to.character);
}

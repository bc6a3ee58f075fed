import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { CompareOptions } from '../../core/rules/cluster/compare.ts';
import type { DiagnosticsController, DiagnosticsOptions } from './diagnosticsController.ts';
import { RULE_SCHEME, RulePages, ruleUri, SHOW_RULE } from './rulePages.ts';
import { isWatched } from './yamlFiles.ts';

/** The diagnostics as the rest of the extension sees them, whether they are loaded or not. */
export interface Diagnostics {
  /** Makes a folder and all below it one set of names, as the folder of a lab's learner is. */
  addRoot(folder: vscode.Uri): void;
  /** Shows what a cluster says about a document. @returns the number of findings @throws LabError */
  compare(document: vscode.TextDocument, options: CompareOptions): Promise<number>;
}

/** Registers the diagnostics; their code is loaded when the first manifest is there to look at. */
export function registerDiagnostics(
  context: vscode.ExtensionContext,
  options: DiagnosticsOptions,
): Diagnostics {
  const roots: vscode.Uri[] = [];
  let controller: DiagnosticsController | undefined;
  let loading: Promise<void> | undefined;
  const firstManifest = vscode.workspace.onDidOpenTextDocument((document) => {
    if (isWatched(document)) void load();
  });
  context.subscriptions.push(
    firstManifest,
    vscode.workspace.registerTextDocumentContentProvider(
      RULE_SCHEME,
      new RulePages(context.extensionUri),
    ),
    vscode.commands.registerCommand(SHOW_RULE, showRule),
  );
  if (vscode.workspace.textDocuments.some(isWatched)) void load();

  return {
    addRoot(folder) {
      roots.push(folder);
      controller?.addRoot(folder);
    },
    async compare(document, compareOptions) {
      await load();
      return controller?.compare(document, compareOptions) ?? 0;
    },
  };

  function load(): Promise<void> {
    firstManifest.dispose();
    loading ??= import('./diagnosticsChunk.ts').then(
      ({ startDiagnostics }) => {
        controller = startDiagnostics(context, options);
        for (const root of roots) controller.addRoot(root);
      },
      (error: unknown) => options.log.error(`Diagnostics: ${messageOf(error)}`, error),
    );
    return loading;
  }
}

/** Shows the page of a rule; asks which when none is named. */
async function showRule(id: unknown): Promise<void> {
  const { pickRule } = await import('./diagnosticsChunk.ts');
  const rule = typeof id === 'string' ? id : await pickRule();
  if (rule !== undefined) await vscode.commands.executeCommand('vscode.open', ruleUri(rule));
}

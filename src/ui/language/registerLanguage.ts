import * as vscode from 'vscode';
import { CompletionProvider, TRIGGERS } from './completionProvider.ts';
import { HoverProvider } from './hoverProvider.ts';
import type { LanguageSource } from './languageSource.ts';
import { LensProvider } from './lensProvider.ts';
import { DefinitionProvider, ReferenceProvider, RenameProvider } from './symbolProviders.ts';

const YAML: vscode.DocumentSelector = { language: 'yaml' };

/** Completion, hover, navigation, renaming and lenses in manifests. */
export function registerLanguage(
  context: vscode.ExtensionContext,
  source: LanguageSource,
  changed: vscode.Event<void>,
): void {
  context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(
      YAML,
      new CompletionProvider(source),
      ...TRIGGERS,
    ),
    vscode.languages.registerHoverProvider(YAML, new HoverProvider(source)),
    vscode.languages.registerDefinitionProvider(YAML, new DefinitionProvider(source)),
    vscode.languages.registerReferenceProvider(YAML, new ReferenceProvider(source)),
    vscode.languages.registerRenameProvider(YAML, new RenameProvider(source)),
    vscode.languages.registerCodeLensProvider(YAML, new LensProvider(source, changed)),
  );
}

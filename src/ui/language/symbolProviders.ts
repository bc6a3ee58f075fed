import * as vscode from 'vscode';
import { definitions } from '../../core/language/definition.ts';
import { renameEdits, renameFault } from '../../core/language/rename.ts';
import { type FoundSymbol, placesOf, symbolAt } from '../../core/language/symbols.ts';
import type { LanguageContext } from '../../core/language/objects.ts';
import { toRange } from '../diagnostics/toDiagnostic.ts';
import { type LanguageSource, toLocations } from './languageSource.ts';

/** From what is named to where it is described. */
export class DefinitionProvider implements vscode.DefinitionProvider {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
    const context = this.#source.languageContext(document);
    if (context === undefined) return [];
    return toLocations(this.#source, definitions(context, document.offsetAt(position)));
  }
}

/** Every use of an object, of a key of its data, and of a label. */
export class ReferenceProvider implements vscode.ReferenceProvider {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  provideReferences(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
    const context = this.#source.languageContext(document);
    if (context === undefined) return [];
    const found = symbolAt(context, document.offsetAt(position));
    return found === undefined ? [] : toLocations(this.#source, placesOf(found.symbol, context));
  }
}

/** Renames objects, keys of their data and labels in every file of their set. */
export class RenameProvider implements vscode.RenameProvider {
  readonly #source: LanguageSource;

  constructor(source: LanguageSource) {
    this.#source = source;
  }

  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } {
    const { context, found } = this.#find(document, position);
    return { range: toRange(context.file, found.range), placeholder: found.name };
  }

  provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): vscode.WorkspaceEdit {
    const { context, found } = this.#find(document, position);
    const fault = renameFault(found.symbol, newName);
    if (fault !== undefined) throw new Error(fault);
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, edit: change } of renameEdits(found.symbol, newName, context)) {
      const file = this.#source.indexedFile(uri);
      if (file === undefined) continue;
      edit.replace(vscode.Uri.parse(uri), toRange(file, change.range), change.newText);
    }
    return edit;
  }

  /** @throws Error with a sentence for the editor to show */
  #find(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { context: LanguageContext; found: FoundSymbol } {
    const context = this.#source.languageContext(document);
    const found =
      context === undefined ? undefined : symbolAt(context, document.offsetAt(position));
    if (context === undefined || found === undefined) {
      throw new Error(
        vscode.l10n.t('Names of objects, keys of their data and labels can be renamed.'),
      );
    }
    return { context, found };
  }
}

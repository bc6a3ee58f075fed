import * as vscode from 'vscode';
import { lenses } from '../../core/language/lenses.ts';
import { toRange } from '../diagnostics/toDiagnostic.ts';
import { type LanguageSource, toLocations } from './languageSource.ts';

/** Says above each selector what it finds. */
export class LensProvider implements vscode.CodeLensProvider {
  readonly #source: LanguageSource;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  /** @param changed fires when findings, and so what selectors find, may have changed */
  constructor(source: LanguageSource, changed: vscode.Event<void>) {
    this.#source = source;
    this.onDidChangeCodeLenses = changed;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const context = this.#source.languageContext(document);
    if (context === undefined) return [];
    return lenses(context).map(({ places, range, text }) => {
      const place = toRange(context.file, range);
      const locations = toLocations(this.#source, places);
      return new vscode.CodeLens(place, {
        title: text,
        command: locations.length === 0 ? '' : 'editor.action.showReferences',
        arguments: [document.uri, place.start, locations],
      });
    });
  }
}

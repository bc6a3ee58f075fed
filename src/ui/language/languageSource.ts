import * as vscode from 'vscode';
import type { Place } from '../../core/language/definition.ts';
import type { LanguageContext } from '../../core/language/objects.ts';
import type { SourceFile } from '../../core/rules/sourceFile.ts';
import { toRange } from '../diagnostics/toDiagnostic.ts';

/** Where the language features get the objects of a document and those beside it. */
export interface LanguageSource {
  /** As of the document's text now; undefined where there are no objects of Kubernetes. */
  languageContext(document: vscode.TextDocument): LanguageContext | undefined;
  /** A file as it was read last. */
  indexedFile(uri: string): SourceFile | undefined;
}

/** Places as the editor has them; those of files that are gone are left out. */
export function toLocations(source: LanguageSource, places: readonly Place[]): vscode.Location[] {
  return places.flatMap(({ uri, range }) => {
    const file = source.indexedFile(uri);
    return file === undefined
      ? []
      : [new vscode.Location(vscode.Uri.parse(uri), toRange(file, range))];
  });
}

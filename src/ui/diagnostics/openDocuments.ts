import * as vscode from 'vscode';
import { isWatched } from './yamlFiles.ts';

/** A manifest that is open in the window, by its uri. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri && isWatched(document),
  );
}

export function isOpen(uri: string): boolean {
  return openDocument(uri) !== undefined;
}

/** Every manifest that is open in the window. */
export function openUris(): string[] {
  return vscode.workspace.textDocuments.filter(isWatched).map(({ uri }) => uri.toString());
}

import * as vscode from 'vscode';

/** Scheme of the texts that a step proposes for a file: the right side of a diff. */
export const PROPOSED_SCHEME = 'k8s-labs-proposed';

const texts = new Map<string, string>();

/** Makes a read-only document of the text. @returns its address */
export function propose(file: vscode.Uri, text: string): vscode.Uri {
  const uri = vscode.Uri.from({ scheme: PROPOSED_SCHEME, path: file.path });
  texts.set(uri.toString(), text);
  changed.fire(uri);
  return uri;
}

const changed = new vscode.EventEmitter<vscode.Uri>();

/** Serves what {@link propose} was given. */
export const proposedFiles: vscode.TextDocumentContentProvider = {
  onDidChange: changed.event,
  provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
};

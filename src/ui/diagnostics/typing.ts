import type * as vscode from 'vscode';

/** How long what is being typed may look wrong before it is called wrong. */
export const TYPING_MS = 700;

/** Where somebody is typing. */
export interface Typing {
  readonly uri: string;
  readonly line: number;
  /** By the clock of `Date.now()`. */
  readonly until: number;
}

/** The line on which a change ends. */
export function typingOf(uri: string, change: vscode.TextDocumentContentChangeEvent): Typing {
  const breaks = change.text.split('\n').length - 1;
  return { uri, line: change.range.start.line + breaks, until: Date.now() + TYPING_MS };
}

/** True while this is the line that is being written. */
export function isTypedOn(typing: Typing | undefined, uri: string, line: number): boolean {
  return typing?.uri === uri && typing.line === line && Date.now() < typing.until;
}

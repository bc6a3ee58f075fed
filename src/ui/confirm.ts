import * as vscode from 'vscode';

/** Asks before something that cannot be taken back, or that changes what is people's own. */
export async function confirm(
  question: string,
  detail: string,
  /** The word on the button that goes on. */
  action: string,
): Promise<boolean> {
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(question, options, action)) === action;
}

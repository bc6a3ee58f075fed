import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import { askedVariables, fitsVariable, type Values } from '../../core/lab/variables.ts';

/** Asks what the lab wants to know before it starts. @returns undefined when people cancelled */
export async function askForVariables(lab: Lab): Promise<Values | undefined> {
  const answers: Record<string, string> = {};
  for (const { name, ask, suggestion } of askedVariables(lab.variables)) {
    const variable = lab.variables[name] ?? {};
    const answer = await vscode.window.showInputBox({
      title: lab.title,
      prompt: ask,
      value: suggestion,
      validateInput: (text) =>
        fitsVariable(variable, text) ? undefined : vscode.l10n.t('This does not fit.'),
    });
    if (answer === undefined) return undefined;
    answers[name] = answer;
  }
  return answers;
}

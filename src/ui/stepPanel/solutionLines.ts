import * as vscode from 'vscode';
import type { Solution, SolutionAction } from '../../core/lab/model.ts';
import type { SolutionLine } from '../../shared/stepPanel.ts';

/** What the lab's solution does, one line each, in its order. */
export function solutionLines(solution: Solution, fill: (text: string) => string): SolutionLine[] {
  return solution.actions.map((action): SolutionLine => {
    if ('run' in action) return { kind: 'command', text: fill(action.run), canCompare: false };
    if ('patch' in action) {
      const { file, path, value } = action.patch;
      const text = vscode.l10n.t('In {0}, set {1} to {2}', file, path, JSON.stringify(value));
      return { kind: 'file', text, canCompare: false };
    }
    const { to } = solutionFile(action);
    const text = 'apply' in action ? `kubectl apply -f ${to}` : to;
    return { kind: 'file', text, canCompare: true };
  });
}

/** The lab's file and the learner's that it would replace. */
export function solutionFile(
  action: Extract<SolutionAction, { apply: string } | { write: unknown }>,
): { from: string; to: string } {
  if ('write' in action) return action.write;
  return { from: action.apply, to: action.apply.slice(action.apply.lastIndexOf('/') + 1) };
}

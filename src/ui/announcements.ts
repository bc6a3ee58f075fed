import * as vscode from 'vscode';
import type { Step } from '../core/lab/model.ts';
import type { Run } from '../core/run/model.ts';
import { progressOf } from '../core/run/transitions.ts';

/** What a round found, in one sentence for screen readers. */
export function announceRound(step: Step, run: Run): string {
  const { state, results } = progressOf(run, step.id);
  const states = step.checks.map(({ id }) => results[id]?.state);
  const passed = states.filter((each) => each === 'pass').length;
  const count = vscode.l10n.t('{0} of {1} checks passed.', passed, step.checks.length);
  if (run.finishedAt !== undefined) return `${count} ${vscode.l10n.t('The lab is finished.')}`;
  if (state === 'passed') return `${count} ${vscode.l10n.t('The step is passed.')}`;
  const first = step.checks.find(({ id }) => results[id]?.state !== 'pass');
  if (first === undefined) return count;
  return `${count} ${vscode.l10n.t('Not passed: {0}.', first.title)}`;
}

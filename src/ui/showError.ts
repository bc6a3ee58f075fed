import * as vscode from 'vscode';
import { LabError, messageOf, type ErrorReason } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';

/** The command that helps with each kind of failure; what is not listed gets the log. */
const REMEDIES: Partial<Record<ErrorReason, string>> = {
  'no-run': 'k8sLabs.startLab',
  'no-context': 'k8sLabs.chooseContext',
  'kubeconfig-broken': 'k8sLabs.chooseContext',
  'context-not-allowed': 'k8sLabs.chooseContext',
  unauthorized: 'k8sLabs.chooseContext',
  'cluster-unreachable': 'k8sLabs.chooseContext',
  'practice-cluster-missing': 'k8sLabs.chooseContext',
  'not-trusted': 'workbench.trust.manage',
  'lab-broken': 'workbench.actions.view.problems',
};

/**
 * Tells people of a failure: an expected one in one sentence with its next action, a cancellation
 * not at all, and anything else as a fault of ours with the way to the log.
 */
export async function showError(error: unknown, log: Log): Promise<void> {
  if (isCancellation(error)) return;
  const showLog = 'k8sLabs.showLog';
  if (!(error instanceof LabError)) {
    log.error(messageOf(error), error);
    const text = vscode.l10n.t('Something went wrong: {0}', messageOf(error));
    return offer(text, showLog);
  }
  log.warn(`${error.reason}: ${error.message}`);
  const text = error.next === undefined ? error.message : `${error.message} ${error.next}`;
  return offer(text, REMEDIES[error.reason] ?? showLog);
}

async function offer(text: string, command: string): Promise<void> {
  const label = labelOf(command);
  const chosen = await vscode.window.showErrorMessage(text, label);
  if (chosen === label) await vscode.commands.executeCommand(command);
}

function labelOf(command: string): string {
  switch (command) {
    case 'k8sLabs.startLab':
      return vscode.l10n.t('Start the Lab');
    case 'k8sLabs.chooseContext':
      return vscode.l10n.t('Choose a Cluster');
    case 'workbench.trust.manage':
      return vscode.l10n.t('Manage Trust');
    case 'workbench.actions.view.problems':
      return vscode.l10n.t('Show Problems');
    default:
      return vscode.l10n.t('Show Log');
  }
}

/** True for what an abort or a Cancel button throws. */
export function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

import * as vscode from 'vscode';
import type { PracticeStatus } from '../../core/ports.ts';
import { withProgress } from '../progress.ts';
import type { LabServices } from '../services.ts';

/** Name of the practice cluster's context, which stays the same over restarts. */
export const PRACTICE_CONTEXT = 'k8s-labs-practice';

/** Starts the practice cluster or joins the running one, with progress. @throws LabError */
export async function bringUpPractice({ practice }: LabServices): Promise<PracticeStatus> {
  const title = vscode.l10n.t('Starting the practice cluster');
  return withProgress(title, (onPhase, signal) => practice.start(onPhase, signal));
}

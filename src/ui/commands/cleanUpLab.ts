import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { describeRef } from '../../core/kubernetes/objects.ts';
import { namespacesOf } from '../../core/run/cleanUp.ts';
import type { Leftover } from '../../core/run/leftovers.ts';
import type { Run } from '../../core/run/model.ts';
import { confirm } from '../confirm.ts';
import type { LabUi } from '../labUi.ts';
import { withProgress } from '../progress.ts';
import { runOf } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Deletes what a run made in its cluster, says what that was, and closes the run. */
export const cleanUpLab: LabCommand = {
  id: 'k8sLabs.cleanUpLab',
  needsTrust: true,
  async run(ui, argument) {
    const run = runOf(ui, argument) ?? (await pickRun(ui));
    if (run === undefined || !(await isConfirmed(run))) return;
    const { services, session, terminals } = ui;
    const besides = await agreedLeftovers(ui, run);
    if (besides === undefined) return;
    const isShown = session.current?.run?.id === run.id;
    try {
      const title = vscode.l10n.t('Cleaning up "{0}"', run.labTitle);
      const report = await withProgress(title, (onPhase, signal) => {
        const tell = (text: string): void => {
          onPhase(text);
          if (isShown) session.setBusy(text);
        };
        return services.runs.cleanUp(run.id, tell, signal, besides);
      });
      if (report.left.length === 0) terminals.close(run.id);
      tellReport(run, report.deleted, report.left);
      session.announce(vscode.l10n.t('The lab is cleaned up.'));
    } catch (error) {
      if (!(await isForgotten(ui, run, error))) throw error;
    } finally {
      if (isShown) session.setBusy(undefined);
      await session.reloadRuns();
    }
  },
};

/** Longest that looking for leftovers may take. Milliseconds. */
const LEFTOVERS_TIMEOUT_MS = 10_000;

async function pickRun({ session }: LabUi): Promise<Run | undefined> {
  const items = session.runs.map((run) => ({
    label: run.labTitle,
    description: `${run.pin.context} · ${run.namespace}`,
    run,
  }));
  if (items.length === 0) throw new LabError('no-run', vscode.l10n.t('No lab is started.'));
  const placeHolder = vscode.l10n.t('Which run should be cleaned up?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.run;
}

async function isConfirmed(run: Run): Promise<boolean> {
  const namespaces = namespacesOf(run).map(({ name }) => name);
  const detail = [
    vscode.l10n.t(
      'Deleted on {0}: namespace {1}, with everything in it.',
      run.pin.context,
      namespaces.join(', '),
    ),
    vscode.l10n.t('Your progress in this lab ends. Your files stay in {0}.', run.folder),
  ].join('\n\n');
  const question = vscode.l10n.t('Clean up "{0}"?', run.labTitle);
  return confirm(question, detail, vscode.l10n.t('Clean Up'));
}

/**
 * Shows what seems to be of the lab's making outside its namespace, and deletes of it what people
 * choose. A cluster that cannot be asked is told about by the clean-up itself.
 */
async function agreedLeftovers(
  { services, session }: LabUi,
  run: Run,
): Promise<readonly Leftover[] | undefined> {
  const lab = session.shelf.byKey(run.lab);
  if (lab === undefined) return [];
  const signal = AbortSignal.timeout(LEFTOVERS_TIMEOUT_MS);
  const found = await services.runs.leftovers(lab, run.id, signal).catch(() => []);
  if (found.length === 0) return [];
  const items = found.map((leftover) => ({
    label: describeRef(leftover),
    picked: true,
    leftover,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Also made by this lab, outside its namespace'),
    placeHolder: vscode.l10n.t('Which of these should be deleted too?'),
  });
  return chosen?.map(({ leftover }) => leftover);
}

function tellReport(run: Run, deleted: readonly string[], left: readonly string[]): void {
  if (left.length > 0) {
    const text = vscode.l10n.t('Not everything is gone yet: {0}', left.join(' · '));
    void vscode.window.showWarningMessage(text);
    return;
  }
  const what = deleted.join(', ');
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '"{0}" is cleaned up. Deleted: {1}. Your files are still in {2}.',
      run.labTitle,
      what,
      run.folder,
    ),
  );
}

/** Failures after which a cluster may never be reached again. */
const LOST: readonly string[] = [
  'cluster-unreachable',
  'cluster-timeout',
  'context-changed',
  'no-context',
  'unauthorized',
];

/** Offers to close a run whose cluster is gone. @returns true when it was closed */
async function isForgotten({ services }: LabUi, run: Run, error: unknown): Promise<boolean> {
  if (!(error instanceof LabError) || !LOST.includes(error.reason)) return false;
  const isWanted = await confirm(
    vscode.l10n.t('"{0}" could not be cleaned up: {1}', run.labTitle, error.message),
    vscode.l10n.t(
      'The namespace {0} may still be there. Forget the run if the cluster {1} is gone for good; otherwise try again once it answers.',
      run.namespace,
      run.pin.context,
    ),
    vscode.l10n.t('Forget This Run'),
  );
  if (isWanted) await services.runs.forget(run.id);
  return true;
}

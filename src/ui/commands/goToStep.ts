import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import { gateTo } from '../../core/run/transitions.ts';
import { stepState } from '../labs/labState.ts';
import type { LabUi } from '../labUi.ts';
import { withPatientProgress } from '../progress.ts';
import { whyNothingRuns } from '../trust.ts';
import { labOf } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Turns to a step by its id; the empty id is the introduction. A lab's key may come second. */
export const goToStep: LabCommand = {
  id: 'k8sLabs.goToStep',
  needsTrust: false,
  async run(ui, stepId, labKey) {
    const { session, panel } = ui;
    const lab = labOf(ui, labKey);
    if (lab !== undefined && lab.key !== session.current?.lab.key) await session.open(lab, '');
    await turnTo(ui, typeof stepId === 'string' ? stepId : '');
    panel.show(true);
  },
};

/**
 * Shows a step. In a run it also becomes the step that is worked on, which gives it its files and
 * takes the values that its checks compare with; without one, or without trust, it is only read.
 */
export async function turnTo({ session, services }: LabUi, stepId: string): Promise<void> {
  const open = session.current;
  const step = open?.lab.steps.find(({ id }) => id === stepId);
  if (open?.run === undefined || step === undefined || whyNothingRuns() !== undefined) {
    return session.turnTo(step?.id);
  }
  const { lab, run } = open;
  if (run.step !== step.id) {
    if (!(await mayGoOn(step.id, lab, run))) return;
    const isNew = stepState(step, run) === 'locked';
    const title = vscode.l10n.t('Opening "{0}"', step.title);
    if (isNew) session.setBusy(title);
    try {
      await withPatientProgress(title, (signal) =>
        services.runs.goTo(lab, run.id, step.id, signal),
      );
      await session.reloadRuns();
    } finally {
      session.setBusy(undefined);
    }
  }
  await session.turnTo(step.id);
}

/** Asks the author's gate of the step that is left; going back is always free. */
async function mayGoOn(target: string, lab: Lab, run: Run): Promise<boolean> {
  const title = lab.steps.find(({ id }) => id === run.step)?.title ?? '';
  switch (gateTo(lab, run, target)) {
    case 'open':
      return true;
    case 'closed':
      void vscode.window.showInformationMessage(
        vscode.l10n.t('"{0}" has to be passed or skipped first.', title),
      );
      return false;
    case 'ask': {
      const goOn = vscode.l10n.t('Go On');
      const question = vscode.l10n.t('"{0}" is not passed yet. Go on all the same?', title);
      return (await vscode.window.showInformationMessage(question, { modal: true }, goOn)) === goOn;
    }
  }
}

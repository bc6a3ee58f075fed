import * as vscode from 'vscode';
import type { Lab, Step } from '../../core/lab/model.ts';
import { programsOf } from '../../core/run/round.ts';
import { confirmCommands } from '../actions/confirmCommands.ts';
import type { LabUi } from '../labUi.ts';
import { LabError } from '../../core/errors.ts';
import { announceRound } from '../announcements.ts';
import { labSettings } from '../settings.ts';
import { withPatientProgress } from '../progress.ts';
import type { LabCommand } from './command.ts';

/** Looks at everything that the step asks for. A round that goes on is not started twice. */
export const checkStep: LabCommand = {
  id: 'k8sLabs.checkStep',
  needsTrust: true,
  async run(ui) {
    const { services, session, panel, editor } = ui;
    const { lab, run, step } = session.requireRun();
    if (session.current?.live !== undefined) return;
    if (session.current?.step?.id !== step.id) await session.turnTo(step.id);
    panel.show(true);
    await editor.saveAll(run);
    const mayRunPrograms = await agreesToPrograms(ui, lab, step);
    session.setLive([]);
    session.announce(vscode.l10n.t('Checking …'));
    try {
      const title = vscode.l10n.t('Checking "{0}"', step.title);
      const checked = await withPatientProgress(title, (cancelled) => {
        const timeout = AbortSignal.timeout(labSettings.checkTimeoutMs());
        const signal = AbortSignal.any([cancelled, timeout]);
        const round = services.runs.check(lab, run.id, (live) => session.setLive(live), signal, {
          mayRunPrograms,
        });
        return round.catch((error: unknown) => {
          throw timeout.aborted && !cancelled.aborted ? tookTooLong() : error;
        });
      });
      session.announce(announceRound(step, checked));
      await session.reloadRuns();
    } catch (error) {
      session.announce(vscode.l10n.t('The check did not end.'));
      throw error;
    } finally {
      session.setLive(undefined);
    }
  },
};

/** Programs on the learner's machine want a word of their own, and are shown in full. */
async function agreesToPrograms(ui: LabUi, lab: Lab, step: Step): Promise<boolean> {
  const lines = programsOf({ steps: [step] });
  return lines.length > 0 && (await confirmCommands(ui, lab, lines.join('\n')));
}

function tookTooLong(): LabError {
  return new LabError(
    'cluster-timeout',
    vscode.l10n.t('The check took too long and was stopped.'),
    {
      next: vscode.l10n.t('The setting k8sLabs.check.timeoutSeconds says how long it may take.'),
    },
  );
}

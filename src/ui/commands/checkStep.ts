import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { announceRound } from '../announcements.ts';
import { labSettings } from '../settings.ts';
import { withPatientProgress } from '../progress.ts';
import type { LabCommand } from './command.ts';

/** Looks at everything that the step asks for. A round that goes on is not started twice. */
export const checkStep: LabCommand = {
  id: 'k8sLabs.checkStep',
  needsTrust: true,
  async run({ services, session, panel, editor }) {
    const { lab, run, step } = session.requireRun();
    if (session.current?.live !== undefined) return;
    if (session.current?.step?.id !== step.id) await session.turnTo(step.id);
    panel.show(true);
    await editor.saveAll(run);
    session.setLive([]);
    session.announce(vscode.l10n.t('Checking …'));
    try {
      const title = vscode.l10n.t('Checking "{0}"', step.title);
      const checked = await withPatientProgress(title, (cancelled) => {
        const timeout = AbortSignal.timeout(labSettings.checkTimeoutMs());
        const signal = AbortSignal.any([cancelled, timeout]);
        const round = services.runs.check(lab, run.id, (live) => session.setLive(live), signal);
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

function tookTooLong(): LabError {
  return new LabError(
    'cluster-timeout',
    vscode.l10n.t('The check took too long and was stopped.'),
    {
      next: vscode.l10n.t('The setting k8sLabs.check.timeoutSeconds says how long it may take.'),
    },
  );
}

import { checkStep } from './checkStep.ts';
import type { LabCommand } from './command.ts';

/** Records what the learner says to a question of the step: the check's id, then yes or no. */
export const confirmCheck: LabCommand = {
  id: 'k8sLabs.confirmCheck',
  needsTrust: true,
  async run(ui, checkId, isSo) {
    const { services, session } = ui;
    const { lab, run, step } = session.requireRun();
    const check = step.checks.find(({ id, type }) => id === checkId && type === 'confirm');
    if (check === undefined || typeof isSo !== 'boolean') return;
    await services.runs.confirm(lab, run.id, check.id, isSo);
    await session.reloadRuns();
    await checkStep.run(ui);
  },
};

import type { LabCommand } from './command.ts';
import { nextStep } from './nextStep.ts';

/** Marks the open step as skipped and turns to the next. Passing it later still counts. */
export const skipStep: LabCommand = {
  id: 'k8sLabs.skipStep',
  needsTrust: true,
  async run(ui) {
    const { lab, run } = ui.session.requireRun();
    await ui.services.runs.skip(lab, run.id);
    await ui.session.reloadRuns();
    await nextStep.run(ui);
  },
};

import type { LabCommand } from './command.ts';
import { turnTo } from './goToStep.ts';

/** Turns to the step before the one that is shown; before the first stands the introduction. */
export const previousStep: LabCommand = {
  id: 'k8sLabs.previousStep',
  needsTrust: false,
  async run(ui) {
    const { current } = ui.session;
    if (current?.step === undefined) return;
    const { steps } = current.lab;
    await turnTo(ui, steps[steps.indexOf(current.step) - 1]?.id ?? '');
  },
};

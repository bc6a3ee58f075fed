import type { LabCommand } from './command.ts';
import { turnTo } from './goToStep.ts';

/** Turns to the step after the one that is shown. */
export const nextStep: LabCommand = {
  id: 'k8sLabs.nextStep',
  needsTrust: false,
  async run(ui) {
    const { current } = ui.session;
    const steps = current?.lab.steps ?? [];
    // The introduction stands at -1, before the first step.
    const at = current?.step === undefined ? -1 : steps.indexOf(current.step);
    const next = steps[at + 1];
    if (next !== undefined) await turnTo(ui, next.id);
  },
};

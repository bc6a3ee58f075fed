import { pickLab } from './arguments.ts';
import type { LabCommand } from './command.ts';

/** Finds a lab by any word of its title, summary, goals and topics, and opens it. */
export const findLab: LabCommand = {
  id: 'k8sLabs.findLab',
  needsTrust: false,
  async run(ui) {
    await ui.session.load();
    const lab = await pickLab(ui);
    if (lab === undefined) return;
    await ui.session.open(lab);
    ui.panel.show();
  },
};

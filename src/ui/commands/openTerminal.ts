import type { LabCommand } from './command.ts';

/** Shows the lab's own terminal. */
export const openTerminal: LabCommand = {
  id: 'k8sLabs.openTerminal',
  needsTrust: true,
  async run({ session, terminals }) {
    const { lab, run } = session.requireRun();
    await terminals.show(lab, run);
  },
};

import type { LabCommand } from './command.ts';

/** Opens the log. */
export const showLog: LabCommand = {
  id: 'k8sLabs.showLog',
  needsTrust: false,
  async run({ services }) {
    services.showLog();
  },
};

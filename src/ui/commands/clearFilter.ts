import { NO_FILTER } from '../labs/labFilter.ts';
import type { LabCommand } from './command.ts';

/** Shows all labs again. */
export const clearFilter: LabCommand = {
  id: 'k8sLabs.clearFilter',
  needsTrust: false,
  async run({ session }) {
    await session.setFilter(NO_FILTER);
  },
};

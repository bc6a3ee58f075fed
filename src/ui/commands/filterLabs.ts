import { pickFilter } from '../labs/labFilter.ts';
import type { LabCommand } from './command.ts';

/** Chooses which labs the tree shows: by progress, difficulty and topic. */
export const filterLabs: LabCommand = {
  id: 'k8sLabs.filterLabs',
  needsTrust: false,
  async run({ session }) {
    await session.load();
    const filter = await pickFilter(session.shelf.all, session.filter);
    if (filter !== undefined) await session.setFilter(filter);
  },
};

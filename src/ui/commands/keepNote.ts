import type { LabCommand } from './command.ts';

/** Longest note that is kept. */
const MAX_CHARS = 4_000;

/** Keeps the learner's own words about the step that is shown. */
export const keepNote: LabCommand = {
  id: 'k8sLabs.keepNote',
  needsTrust: false,
  async run({ services, session }, text) {
    const open = session.current;
    if (open?.run === undefined || open.step === undefined || typeof text !== 'string') return;
    await services.runs.note(open.run.id, open.step.id, text.trim().slice(0, MAX_CHARS));
    await session.reloadRuns();
  },
};

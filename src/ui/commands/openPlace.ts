import { progressOf } from '../../core/run/transitions.ts';
import type { LabCommand } from './command.ts';

/** Puts the cursor where a failed check points to: the check's id and which of its mismatches. */
export const openPlace: LabCommand = {
  id: 'k8sLabs.openPlace',
  needsTrust: true,
  async run({ session, editor }, check, mismatch) {
    const { run, step } = session.requireRun();
    const result = progressOf(run, step.id).results[String(check)];
    if (result?.state !== 'fail') return;
    const place = result.mismatches[Number(mismatch)]?.pointsTo;
    if (place !== undefined) await editor.showPlace(run, place);
  },
};

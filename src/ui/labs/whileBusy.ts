import { type OnPhase, withProgress } from '../progress.ts';
import type { LabSession } from './labSession.ts';

/**
 * Long work on the lab that is shown: a notification with a Cancel button, and its phase in the
 * panel until the runs were read again.
 * @throws vscode.CancellationError when people cancelled it
 */
export async function whileBusy<T>(
  session: LabSession,
  title: string,
  work: (onPhase: OnPhase, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await withProgress(title, (onPhase, signal) => {
      const tell = (text: string): void => {
        onPhase(text);
        session.setBusy(text);
      };
      return work(tell, signal);
    });
  } finally {
    session.setBusy(undefined);
    await session.reloadRuns();
  }
}

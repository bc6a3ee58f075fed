import * as vscode from 'vscode';

export type OnPhase = (text: string) => void;

/** How long something may take before a notification says that it is still going on. */
const PATIENCE_MS = 2_000;

/**
 * Shows progress with a Cancel button while the work goes on.
 * @throws vscode.CancellationError when people cancelled it
 */
export async function withProgress<T>(
  title: string,
  work: (onPhase: OnPhase, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancelled = abortOn(token);
    const onPhase: OnPhase = (message) => progress.report({ message });
    return orCancelled(work(onPhase, cancelled), cancelled);
  });
}

/** The same for work that is usually over before anybody would read a notification. */
export async function withPatientProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const result = orCancelled(work(controller.signal), controller.signal);
  const isSlow = await Promise.race([
    result.then(
      () => false,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(true), PATIENCE_MS)),
  ]);
  if (!isSlow) return result;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
    return result;
  });
}

function abortOn(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
  return controller.signal;
}

/** Whatever an aborted call throws, people hear of their own cancelling and of nothing else. */
async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw new vscode.CancellationError();
    throw error;
  }
}

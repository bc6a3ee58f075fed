import { constants } from 'node:os';
import { describeFailure } from '../bootstrap/stepError.mjs';

const repeatMs = 1_000;

/** What ends a script early: Ctrl-C, a signal, or the end of the process that started it. */
export class Stopped extends Error {
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
    this.name = 'Stopped';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs a script's main function and ends the process with its exit code. The signal given to it
 * aborts once on Ctrl-C, SIGTERM, SIGHUP or when the parent is gone, with a `Stopped` as reason; a
 * second Ctrl-C ends the process at once (children are killed then).
 */
export async function runScript(main: (signal: AbortSignal) => Promise<number>): Promise<never> {
  const stop = new AbortController();
  let stoppedAt = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    // A terminal's Ctrl-C arrives twice: from the terminal itself and passed on by run.mjs.
    if (stop.signal.aborted && Date.now() - stoppedAt < repeatMs) return;
    if (stop.signal.aborted) process.exit(128 + constants.signals[signal]);
    stoppedAt = Date.now();
    stop.abort(new Stopped(signal));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  process.on('disconnect', () => onSignal('SIGHUP'));
  process.channel?.unref();
  try {
    process.exit(await main(stop.signal));
  } catch (error) {
    if (stop.signal.aborted && stop.signal.reason instanceof Stopped) {
      process.exit(stop.signal.reason.exitCode);
    }
    console.error(describeFailure(error));
    process.exit(1);
  }
}

/** @returns a promise that rejects when the signal aborts, for racing against waits. */
export function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}

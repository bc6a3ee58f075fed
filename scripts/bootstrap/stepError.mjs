// @ts-check

/** A set-up step that failed, in the words that a person needs: which, why, and what to do next. */
export class StepError extends Error {
  /**
   * @param {string} step what was being done, e.g. "Installing Node 24"
   * @param {{ why: string, next: string, logFile?: string | undefined, cause?: unknown }} details
   */
  constructor(step, { why, next, logFile, cause }) {
    super(`${step} failed: ${why}`, { cause });
    this.name = 'StepError';
    this.step = step;
    this.why = why;
    this.next = next;
    this.logFile = logFile;
  }
}

/**
 * The lines that a person reads when something went wrong.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (!(error instanceof StepError)) {
    return `✗ Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const why = error.why.trim().split('\n').join('\n    ');
  const log = error.logFile ? `\n  Whole log: ${error.logFile}` : '';
  return `✗ ${error.step} failed.\n  Why: ${why}${log}\n  What to do: ${error.next}`;
}

/** Why something could not be done; code switches on it, people never see it. */
export type ErrorReason =
  | 'lab-not-found'
  | 'lab-broken'
  | 'step-not-found'
  | 'gate-closed'
  | 'no-run'
  | 'no-context'
  | 'kubeconfig-broken'
  | 'context-changed'
  | 'context-not-allowed'
  | 'unauthorized'
  | 'forbidden'
  | 'cluster-unreachable'
  | 'cluster-timeout'
  | 'cluster-refused'
  | 'kind-not-served'
  | 'kubectl-missing'
  | 'kubectl-failed'
  | 'not-trusted'
  | 'practice-cluster-missing'
  | 'practice-cluster-failed'
  | 'local-cluster-failed'
  | 'path-outside'
  | 'file-failed'
  | 'run-locked'
  | 'node-too-old';

/** An expected failure: a reason for the code, one sentence for people, and what to do next. */
export class LabError extends Error {
  readonly reason: ErrorReason;
  /** One sentence that says what to do about it; undefined when the message says it all. */
  readonly next: string | undefined;

  /**
   * Chunks that load on first use carry a copy of this class, so an error that crosses from one to
   * another is told by its name.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'LabError';
  }

  constructor(
    reason: ErrorReason,
    message: string,
    options: { next?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'LabError';
    this.reason = reason;
    this.next = options.next;
  }
}

/** The sentence to show for any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

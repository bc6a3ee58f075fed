import type { OffsetRange } from '../yaml/tree.ts';

/** Why a check could not be decided. Closed list. */
export type UnableCause =
  | 'unauthorized'
  | 'forbidden'
  | 'unreachable'
  | 'timeout'
  | 'not-installed'
  | 'needs-containers'
  | 'context-changed'
  | 'untrusted'
  | 'no-run'
  | 'not-yet-due'
  | 'bad-check';

/** A place in the learner's own file. */
export interface FilePlace {
  /** Relative to the learner's folder. */
  readonly file: string;
  /** undefined when the file could not be read or the path leads nowhere. */
  readonly range: OffsetRange | undefined;
  /** One-based, for people; undefined with `range`. */
  readonly line: number | undefined;
}

/** One way in which the cluster differs from what the step asks for. */
export interface Mismatch {
  readonly expected: string;
  readonly found: string;
  /** `Service/stock`, where the check is about one object. */
  readonly object?: string;
  /** Field path inside the object. */
  readonly path?: string;
  readonly pointsTo?: FilePlace;
}

/** What made a check pass: shown after a pass so that a learner sees which field counted. */
export interface Evidence {
  readonly object?: string;
  readonly path?: string;
  readonly value: string;
}

/** A check's answer before it is stamped with time and snapshot. */
export type Outcome =
  | { readonly state: 'pass'; readonly evidence: readonly Evidence[] }
  | {
      readonly state: 'fail';
      readonly mismatches: readonly Mismatch[];
      /** A sentence for people. From a kind it stands, else the engine fills in the author's. */
      readonly message?: string;
      /** True when what the check is about is not there at all. */
      readonly isMissing?: boolean;
      /** True when it is about what somebody wrote, which does not change by waiting. */
      readonly isWritten?: boolean;
    }
  | { readonly state: 'unable'; readonly cause: UnableCause; readonly remedy: string }
  | { readonly state: 'skipped'; readonly reason: string };

/** The one result of a check, everywhere: panel, tree, Problems, command line. */
export type CheckResult = Outcome & {
  readonly check: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  readonly snapshotId: string;
};

export function pass(...evidence: Evidence[]): Outcome {
  return { state: 'pass', evidence };
}

export function fail(...mismatches: Mismatch[]): Outcome {
  return { state: 'fail', mismatches };
}

/** A failure about what somebody wrote into an object, not about what the cluster makes of it. */
export function written(...mismatches: Mismatch[]): Outcome {
  return { state: 'fail', mismatches, isWritten: true };
}

/**
 * A failure because there is nothing to look at. For a guard it means "not yet", not "wrong".
 * @param message stands in place of the author's sentence, which is about something that is there
 */
export function missing(mismatch: Mismatch, message?: string): Outcome {
  const words = message === undefined ? {} : { message };
  return { state: 'fail', mismatches: [mismatch], isMissing: true, ...words };
}

/** A failure whose reason the author's sentence does not fit. */
export function failInWords(message: string, ...mismatches: Mismatch[]): Outcome {
  return { state: 'fail', mismatches, message };
}

export function unable(cause: UnableCause, remedy: string): Outcome {
  return { state: 'unable', cause, remedy };
}

import type { ObjectRef } from '../kubernetes/objects.ts';
import type { Pin } from '../ports.ts';
import type { CheckResult } from '../checks/result.ts';

/** Where a step of a run stands. `needs-containers` is a step that this cluster cannot run. */
export type StepState = 'locked' | 'open' | 'passed' | 'skipped' | 'needs-containers';

export interface StepProgress {
  readonly state: StepState;
  /** Latest result of each check, by check id. */
  readonly results: Readonly<Record<string, CheckResult>>;
  /** Rounds that ended without a pass. */
  readonly failedRounds: number;
  /** True once something that was there was found wrong; that something is missing does not count. */
  readonly hasMetFault: boolean;
  /** Indexes of the hints that were shown, in the order in which they were offered. */
  readonly shownHints: readonly number[];
  readonly isSolutionShown: boolean;
  /** Chosen option indexes or typed text, by quiz id. */
  readonly answers: Readonly<Record<string, QuizAnswer>>;
  /** What the learner said to `confirm` checks, by check id. */
  readonly confirmed?: Readonly<Record<string, boolean>>;
  /** The learner's own note on the step. */
  readonly note?: string;
  /** When it was passed. Milliseconds since the epoch. */
  readonly passedAt?: number;
  /** What was asked when it was passed, in short: an upgrade that asks something else opens it again. */
  readonly asked?: string;
}

export type QuizAnswer = readonly number[] | string;

/** Something that the run made in the cluster outside its own namespace. */
export interface LedgerEntry extends ObjectRef {
  readonly uid: string;
}

/** One attempt at one lab; everything that must survive a reload. */
export interface Run {
  /** Version of this record's shape. */
  readonly schema: 1;
  readonly id: string;
  /** `<publisher.pack>/<lab id>`. */
  readonly lab: string;
  readonly labVersion: string;
  /** For lists of runs whose lab is not installed any more. */
  readonly labTitle: string;
  readonly pin: Pin;
  readonly namespace: string;
  /** Empty until the namespace was made. */
  readonly namespaceUid: string;
  /** Absolute folder with the learner's files. */
  readonly folder: string;
  readonly step: string;
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Values taken at the start of the open step, by check id; see `changed`. */
  readonly baselines: Readonly<Record<string, readonly string[]>>;
  /** `Kind/name` of objects that a check saw alive in this run; see `absent` with `after`. */
  readonly seen: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly ledger: readonly LedgerEntry[];
  /** The server's version when the run began, as `v1.37`; empty when it could not be read. */
  readonly kubernetes?: string;
  /** True on a cluster whose nodes are simulated. */
  readonly isSimulated?: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Set once every step is passed, skipped, or needs containers. */
  readonly finishedAt?: number;
  /** Set once it was cleaned up: what is kept then is only how far the learner came. */
  readonly closedAt?: number;
}

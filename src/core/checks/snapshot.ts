import type { KubeObject, ObjectKind } from '../kubernetes/objects.ts';
import type {
  AccessQuestion,
  ApplyAnswer,
  ExecQuery,
  LogQuery,
  ProgramAnswer,
  ProxyAnswer,
  ProxyTarget,
} from '../ports.ts';
import type { Cel } from '../rules/cel.ts';
import type { TextFinding } from '../rules/lintText.ts';
import type { UnableCause } from './result.ts';

/** A read that failed: why, and what people can do about it. */
export interface Unreadable {
  readonly cause: UnableCause;
  readonly remedy: string;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | ({ readonly ok: false } & Unreadable);

/**
 * Everything that one round read, at one time. Checks are judged on it and on nothing else, so a
 * recorded snapshot replays a check without a cluster.
 */
export interface Snapshot {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  list(kind: ObjectKind, namespace: string | undefined): Reading<readonly KubeObject[]>;
  /** The text of a learner's file; undefined when there is none. */
  file(file: string): Reading<string | undefined>;
  mayDo(question: AccessQuestion): Reading<boolean>;
  serves(kind: ObjectKind): Reading<boolean>;
  tryApply(object: KubeObject): Reading<ApplyAnswer>;
  /** What the rules say about a learner's file; undefined when there is none. */
  findings(file: string): Reading<readonly TextFinding[] | undefined>;
  cel(): Reading<Cel>;
  /** The end of a container's output. */
  log(query: LogQuery): Reading<string>;
  http(request: ProxyTarget): Reading<ProxyAnswer>;
  exec(query: ExecQuery): Reading<ProgramAnswer>;
  /** When the deed of this name was done, in milliseconds since the epoch; undefined: not yet. */
  doneAt(id: string): Reading<number> | undefined;
  command(argv: readonly string[]): Reading<ProgramAnswer>;
  /** Undefined when the program is not on the PATH. */
  tool(name: string): Reading<{ readonly version: string } | undefined>;
  /** Undefined when the lab has none. */
  kubeconfig(): Reading<string | undefined>;
  version(): Reading<{ readonly major: number; readonly minor: number; readonly text: string }>;
}

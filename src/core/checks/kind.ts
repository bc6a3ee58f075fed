import type { ZodType } from 'zod';
import type { KubeObject, ObjectKind, ObjectRef } from '../kubernetes/objects.ts';
import type { AccessQuestion, ExecQuery, LogQuery, ProxyTarget } from '../ports.ts';
import type { Cel } from '../rules/cel.ts';
import type { Check } from './check.ts';
import type { Outcome } from './result.ts';
import type { Snapshot } from './snapshot.ts';

/** What one check reads. The engine makes the union of a step's needs and reads each once a round. */
export type Need =
  /** All objects of a kind in a namespace; `namespace` undefined for a cluster-scoped kind. */
  | { readonly read: 'list'; readonly kind: ObjectKind; readonly namespace: string | undefined }
  /** A file of the learner's, relative to their folder. */
  | { readonly read: 'file'; readonly file: string }
  /** One GET through the API server's proxy. */
  | { readonly read: 'http'; readonly request: ProxyTarget }
  /** A program in a container. */
  | { readonly read: 'exec'; readonly query: ExecQuery }
  /** Something that is done to objects, once a round. */
  | { readonly read: 'deed'; readonly id: string; readonly deed: Deed }
  /** A program of the learner's machine. */
  | { readonly read: 'command'; readonly argv: readonly string[] }
  /** Whether a program is on the PATH, and which version. */
  | { readonly read: 'tool'; readonly name: string }
  /** The kubeconfig of the lab's terminal. */
  | { readonly read: 'kubeconfig' }
  /** The cluster's version. */
  | { readonly read: 'version' }
  /** Whether somebody may do something. */
  | { readonly read: 'access'; readonly question: AccessQuestion }
  /** Whether the cluster serves a kind. */
  | { readonly read: 'served'; readonly kind: ObjectKind }
  /** What the server says to applying an object, without doing it. */
  | { readonly read: 'apply'; readonly object: KubeObject }
  | { readonly read: 'log'; readonly query: LogQuery }
  /** What the rules say about a file of the learner's. */
  | { readonly read: 'findings'; readonly file: string }
  /** The expression language, which is loaded on first use. */
  | { readonly read: 'cel' };

/** What a check does to objects of the lab before others are judged again. */
export interface Deed {
  readonly do: 'delete' | 'scale' | 'restart';
  readonly objects: readonly ObjectRef[];
  /** For `scale`. */
  readonly replicas?: number | undefined;
}

/**
 * How far a check reaches: it reads objects, looks into Pods, changes objects, or runs a program on
 * the learner's machine. What only reads is looked at again by itself; the rest wants a click.
 */
export type Reach = 'reads' | 'enters' | 'changes' | 'runs';

/** Facts of the run that a check may use besides the snapshot. */
export interface CheckScope {
  /** The lab's own namespace. */
  readonly namespace: string;
  /** Values stored when the step began, for this check; undefined when none were taken. */
  readonly baseline: readonly string[] | undefined;
  /** `Kind/name` of what this run saw alive before. */
  readonly seen: ReadonlySet<string>;
  /** Whether each quiz item of the step is answered right, by id. */
  readonly quiz: ReadonlyMap<string, boolean>;
  /** What the learner said to questions that only they can answer, by check id. */
  readonly confirmed: ReadonlyMap<string, boolean>;
  /** True when the cluster's nodes are simulated. */
  readonly hasSimulatedNodes: boolean;
}

/** How far one check reaches. */
export function reachOf(kind: CheckKind | undefined, fields: unknown): Reach {
  return kind?.reach?.(fields) ?? 'reads';
}

/** A check whose own fields were validated by its kind. */
export type CheckOf<F> = Omit<Check, 'fields'> & { readonly fields: F };

/** A check type: what it reads, and a pure judgement over what was read. One file a kind. */
export interface CheckKind<F = unknown> {
  readonly type: string;
  /** One sentence for the author's guide. */
  readonly summary: string;
  /** The type's own fields; strict, so that a misspelt one is found. */
  readonly fields: ZodType<F>;
  /** What is wrong with the fields beyond their shape; told when a lab is linted. */
  faults?(fields: F, cel: Cel): readonly { readonly field: keyof F; readonly message: string }[];
  /** Default: it reads. */
  reach?(fields: F): Reach;
  needs(check: CheckOf<F>, scope: CheckScope): readonly Need[];
  /** What there is to read once the first needs are read: which logs, of Pods that were listed. */
  moreNeeds?(check: CheckOf<F>, snapshot: Snapshot, scope: CheckScope): readonly Need[];
  evaluate(check: CheckOf<F>, snapshot: Snapshot, scope: CheckScope): Outcome;
  /**
   * The values to remember when the step begins, for kinds that compare with them; undefined when
   * they could not be read.
   */
  baseline?(
    check: CheckOf<F>,
    snapshot: Snapshot,
    scope: CheckScope,
  ): readonly string[] | undefined;
}

import type { YamlPath } from '../yaml/access.ts';

/** Which objects a check is about. Without a name or selector it means all of the kind. */
export interface Target {
  readonly apiVersion?: string | undefined;
  readonly kind: string;
  readonly name?: string | undefined;
  /** A label selector as kubectl writes it: `app=web,tier!=back`. */
  readonly selector?: string | undefined;
  /** Default: the lab's own namespace. */
  readonly namespace?: string | undefined;
}

/** Where the learner should look: a file of theirs and a path inside it. */
export interface PointsTo {
  readonly file: string;
  readonly path: string | undefined;
}

/** What every check says besides the fields of its type (`fields`, read by its kind). */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  /** Points in a lab that gives marks. */
  readonly weight: number;
  /** `pass` marks a guard: true from the start and to be kept true. */
  readonly baseline: 'fail' | 'pass';
  /** Checks that must pass before this one is looked at. */
  readonly needs: readonly string[];
  /** The check must hold this long without a break. Milliseconds. */
  readonly holdMs: number;
  /** How long a round waits for it to come true. Milliseconds. */
  readonly timeoutMs: number;
  readonly pointsTo: PointsTo | undefined;
  /** Text for a failure; `{{expected}}`, `{{found}}` and `{{object}}` are filled in. */
  readonly failText: string | undefined;
  readonly passText: string | undefined;
  /** Told beside the reason when it could not be checked. */
  readonly unableText?: string | undefined;
  /** True for one that is looked at only when the learner asks. */
  readonly onButton?: boolean;
  /** True for one that has to come true once, and need not stay so. */
  readonly isEdge?: boolean;
  /** The type's own fields, validated by its kind's schema. */
  readonly fields: unknown;
  /** The same as written, with `{{variables}}`; undefined where there are none. */
  readonly template?: Readonly<Record<string, unknown>> | undefined;
  /** Where the check stands in the step's front-matter. */
  readonly path: YamlPath;
}

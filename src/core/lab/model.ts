import type { Check } from '../checks/check.ts';
import type { OffsetRange } from '../yaml/tree.ts';

/** What a step needs of the cluster: files only, an API server, nodes, or real containers. */
export type StepLevel = 'files' | 'api' | 'nodes' | 'containers';

/** What a lab may do to the editor's findings while its files are edited. */
export type DiagnosticsOverride =
  | 'off'
  | 'hint'
  | 'warning'
  | 'error'
  | 'hide-until-failed-check'
  | `hide-until-hint-${number}`;

/** A fault in a lab's own files, at its place. Errors keep the lab from being started. */
export interface LabProblem {
  /** Relative to the lab's folder. */
  readonly file: string;
  readonly range: OffsetRange;
  /** Slug of the author rule, for example `unknown-check-type`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** A word within the range that was probably misspelt, and what was meant. */
  readonly meant?: { readonly written: string; readonly instead: string };
}

/** A course is a folder of labs with a `course.yaml`. */
export interface Course {
  /** Folder name. */
  readonly id: string;
  /** Absolute folder. */
  readonly folder: string;
  readonly title: string;
  readonly summary: string;
  /** Lab ids in teaching order; labs not named come after, by name. */
  readonly order: readonly string[];
  readonly labs: readonly Lab[];
}

/** What a lab leaves open until it is started; exactly one of these says how it is chosen. */
export interface LabVariable {
  readonly default?: string | undefined;
  readonly pick?: readonly string[] | undefined;
  readonly random?: { readonly length: number } | undefined;
  /** A question to the learner. */
  readonly ask?: string | undefined;
  readonly pattern?: string | undefined;
}

/** What a lab needs of cluster and machine, for the look beforehand. */
export interface Requirements {
  readonly tools: readonly {
    readonly name: string;
    readonly version?: string | undefined;
    readonly why: string;
  }[];
  readonly apis: readonly string[];
  readonly addons: readonly string[];
  readonly nodes: number;
  readonly images: readonly string[];
  /** A range of Kubernetes versions; undefined: any. */
  readonly kubernetes: string | undefined;
}

export interface Isolation {
  /** `small`: the namespace gets a ResourceQuota on the number of objects. */
  readonly quota: 'none' | 'small';
  /** The level of Pod Security that the namespace enforces; undefined: the cluster's own. */
  readonly podSecurity: 'privileged' | 'baseline' | 'restricted' | undefined;
  readonly cluster: 'any' | 'disposable';
  readonly extraNamespaces: readonly string[];
  readonly clusterScoped: readonly string[];
}

/** A manifest of the lab's, relative to its folder, applied in the lab's namespace. */
export interface SetupAction {
  readonly apply: string;
}

/** How a lab is marked. */
export interface Marks {
  /** Share of all points that the author asks for, in percent; undefined: no points are counted. */
  readonly passPercent: number | undefined;
  /** True when a receipt is offered at the end. */
  readonly offersReceipt: boolean;
}

export interface Lab {
  /** `<publisher.pack>/<lab id>`: the identity of progress. */
  readonly key: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly difficulty: 'beginner' | 'intermediate' | 'advanced';
  readonly minutes: number;
  readonly objectives: readonly string[];
  readonly tags: readonly string[];
  readonly next: readonly string[];
  /** Absolute folder. */
  readonly folder: string;
  /** Body of lab.md. */
  readonly introduction: string;
  readonly isolation: Isolation;
  readonly requires: Requirements;
  readonly variables: Readonly<Record<string, LabVariable>>;
  readonly setup: readonly SetupAction[];
  readonly marks: Marks;
  readonly diagnostics: Readonly<Record<string, DiagnosticsOverride>>;
  readonly steps: readonly Step[];
  /** Everything wrong with the lab's files. A lab with an error is shown but cannot be started. */
  readonly problems: readonly LabProblem[];
}

export interface SeedFile {
  /** Relative to the lab's folder. */
  readonly from: string;
  /** Relative to the learner's folder. */
  readonly to: string;
}

export interface Hint {
  readonly text: string;
  /** `<check id>.fail`, `<check id>.unable`; undefined: offered whatever was found. */
  readonly when: string | undefined;
  /** Offered only after this many rounds without a pass. */
  readonly after: number;
}

export interface QuizOption {
  readonly text: string;
  readonly right: boolean;
  readonly why: string | undefined;
}

export type QuizItem = {
  readonly id: string;
  readonly ask: string;
  /** Shown after a right answer. */
  readonly why: string | undefined;
  /** A guess before something is done: it has to be made, and is judged once the step is passed. */
  readonly isPrediction?: boolean;
} & (
  | { readonly type: 'one' | 'many'; readonly options: readonly QuizOption[] }
  /** `example` is one right answer as people would type it. */
  | { readonly type: 'text'; readonly accept: readonly string[]; readonly example: string }
  | { readonly type: 'number'; readonly answer: number }
  /** The options stand in the right order. */
  | { readonly type: 'order'; readonly options: readonly QuizOption[] }
);

/** How the lab itself reaches the step's end: proof for the author, help for the learner. */
export interface Solution {
  readonly actions: readonly SolutionAction[];
  readonly explain: string;
}

export type SolutionAction =
  /** Files of `solution/` copied over the learner's, then applied. Relative to the lab's folder. */
  | { readonly apply: string }
  /** One value of a learner's file changed by YAML path, then the file applied. */
  | {
      readonly patch: { readonly file: string; readonly path: string; readonly value: unknown };
    }
  /** A plain kubectl line; run as a program with arguments, never through a shell. */
  | { readonly run: string }
  /** A learner's file replaced by one of the lab's, without applying it. */
  | { readonly write: { readonly from: string; readonly to: string } };

/** What a step goes without in its self-test, and why. */
export interface Waiver {
  readonly mutants?: string | undefined;
  readonly alternatives?: string | undefined;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly goal: string;
  readonly minutes: number | undefined;
  readonly optional: boolean;
  readonly gate: 'none' | 'soft' | 'hard';
  readonly level: StepLevel;
  readonly files: readonly SeedFile[];
  readonly checks: readonly Check[];
  readonly hints: readonly Hint[];
  readonly quiz: readonly QuizItem[];
  readonly solution: Solution | undefined;
  /** Folders of wrong answers, relative to the lab's: the self-test tries them. */
  readonly mutants: readonly string[];
  /** Folders of other right answers. */
  readonly alternatives: readonly string[];
  /** Why the step has no mutants, or no alternatives, in the author's words. */
  readonly waives: Waiver;
  /** Shown after the step is passed. */
  readonly debrief: string | undefined;
  /** Markdown. */
  readonly body: string;
  /** Relative to the lab's folder. */
  readonly file: string;
  /** Offset of `body` in the file. */
  readonly bodyStart: number;
}

/** True when the lab may be started. */
export function isUsable(lab: Lab): boolean {
  return lab.steps.length > 0 && lab.problems.every(({ severity }) => severity !== 'error');
}

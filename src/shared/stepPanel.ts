/**
 * The protocol between the extension host and the step panel. The host owns the state; the panel
 * gets whole snapshots and answers with intents that name things by id, never by text to run.
 */

export type CheckState = 'unknown' | 'running' | 'pass' | 'fail' | 'unable' | 'skipped';

export interface CheckView {
  readonly id: string;
  readonly title: string;
  readonly state: CheckState;
  readonly isGuard: boolean;
  readonly isRequired: boolean;
  /** The author's sentence for a failure, or undefined. */
  readonly message?: string;
  readonly mismatches: readonly {
    readonly expected: string;
    readonly found: string;
    readonly object?: string;
    readonly path?: string;
    /** `stock.yaml:12`, shown as a link. */
    readonly place?: string;
  }[];
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** A question that only the learner can answer, by yes or no. */
  readonly confirm?: { readonly ask: string; readonly said?: boolean };
  /** What to do, for `unable`; why, for `skipped`. */
  readonly remedy?: string;
}

export interface QuizView {
  readonly id: string;
  readonly askHtml: string;
  readonly type: 'one' | 'many' | 'text' | 'number' | 'order';
  /** A guess: any answer will do, and it is judged once the step is passed. */
  readonly isPrediction: boolean;
  readonly options: readonly {
    /** Index of the option in the lab: what an answer names. */
    readonly value: number;
    readonly html: string;
    readonly isChosen: boolean;
    readonly whyHtml?: string;
  }[];
  readonly text: string;
  readonly state: 'open' | 'kept' | 'right' | 'wrong';
  readonly whyHtml?: string;
}

export interface StepLink {
  readonly id: string;
  readonly title: string;
  readonly state: 'locked' | 'open' | 'passed' | 'skipped' | 'needs-containers';
}

/** A banner above the step: trust, cluster, broken lab, needs real containers … */
export interface Notice {
  readonly kind: 'info' | 'warning' | 'error' | 'success';
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly intent: PanelIntent }[];
}

/** One thing that the lab's own solution does. */
export interface SolutionLine {
  readonly kind: 'file' | 'command';
  readonly text: string;
  /** True when the learner's file can be compared with the solution's. */
  readonly canCompare: boolean;
}

/** What the introduction says about the whole lab. */
export interface AboutLab {
  readonly summary: string;
  readonly difficulty: string;
  readonly minutes: number;
  readonly objectives: readonly string[];
}

export interface StepView {
  readonly labTitle: string;
  /** Set for the introduction. */
  readonly about?: AboutLab;
  /** `busy` while the run is started, reset or cleaned up; the text then says what is going on. */
  readonly run: 'none' | 'busy' | 'open' | 'finished';
  readonly busy?: string;
  readonly canStart: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly steps: readonly StepLink[];
  /** Index into `steps`; -1 for the introduction. */
  readonly current: number;
  readonly title: string;
  readonly goal: string;
  readonly minutes?: number;
  /** Rendered by the host; HTML of the lab's text is inert. Actions carry `data-action="<id>"`. */
  readonly bodyHtml: string;
  readonly checks: readonly CheckView[];
  readonly isChecking: boolean;
  readonly canCheck: boolean;
  readonly quiz: readonly QuizView[];
  readonly hints: {
    readonly shown: readonly string[];
    readonly hasMore: boolean;
    /** True when further hints wait for another round of checks. */
    readonly hasLater: boolean;
  };
  readonly solution: {
    readonly isAvailable: boolean;
    readonly isShown: boolean;
    readonly explainHtml?: string;
    readonly lines: readonly SolutionLine[];
  };
  readonly debriefHtml?: string;
  /** The learner's own note on the step; absent where none can be kept. */
  readonly note?: string;
  readonly notices: readonly Notice[];
  /** Where the learner is: context, namespace, folder. Empty strings before a run. */
  readonly place: { readonly context: string; readonly namespace: string; readonly folder: string };
  /** Read aloud when it changes. */
  readonly announcement: string;
}

/** Host to panel. */
export interface PanelUpdate {
  readonly type: 'update';
  /** Key of the lab and id of the step, kept by the panel so that it can be restored. */
  readonly lab: string;
  readonly step: string;
  readonly view: StepView;
}

/** Panel to host. */
export type PanelIntent =
  | { readonly type: 'ready' }
  | { readonly type: 'start' }
  | { readonly type: 'check' }
  | { readonly type: 'action'; readonly id: string }
  | { readonly type: 'openPlace'; readonly check: string; readonly mismatch: number }
  | { readonly type: 'goTo'; readonly step: string }
  | { readonly type: 'next' }
  | { readonly type: 'previous' }
  | { readonly type: 'hint' }
  | { readonly type: 'showSolution' }
  | { readonly type: 'applySolution' }
  | { readonly type: 'compareSolution'; readonly line: number }
  | { readonly type: 'skip' }
  | { readonly type: 'resetStep' }
  | { readonly type: 'cleanUp' }
  | { readonly type: 'saveReceipt' }
  | { readonly type: 'answer'; readonly quiz: string; readonly answer: readonly number[] | string }
  | { readonly type: 'confirm'; readonly check: string; readonly isSo: boolean }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'openTerminal' }
  | { readonly type: 'openFolder' }
  | { readonly type: 'showLog' }
  | { readonly type: 'startPracticeCluster' }
  | { readonly type: 'chooseContext' }
  | { readonly type: 'manageTrust' };

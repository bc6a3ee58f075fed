/** Texts of the panel itself, in the language of the editor. `{0}` and `{1}` are filled in. */
export interface PanelLabels {
  readonly stepOf: string;
  readonly introduction: string;
  readonly minutes: string;
  readonly goal: string;
  readonly objectives: string;
  readonly startLab: string;
  readonly checks: string;
  readonly checksPassed: string;
  readonly check: string;
  readonly checking: string;
  readonly guard: string;
  readonly optional: string;
  readonly expected: string;
  readonly found: string;
  readonly openPlace: string;
  readonly evidence: string;
  readonly question: string;
  readonly answer: string;
  readonly yourAnswer: string;
  readonly guess: string;
  readonly guessKept: string;
  readonly moveUp: string;
  readonly moveDown: string;
  readonly yes: string;
  readonly no: string;
  readonly note: string;
  readonly noteHint: string;
  readonly copy: string;
  readonly copied: string;
  readonly right: string;
  readonly wrong: string;
  readonly stuck: string;
  readonly again: string;
  readonly hint: string;
  readonly showHint: string;
  readonly laterHints: string;
  readonly showSolution: string;
  readonly solution: string;
  readonly compare: string;
  readonly applySolution: string;
  readonly skipStep: string;
  readonly resetStep: string;
  readonly cleanUp: string;
  readonly debrief: string;
  readonly previous: string;
  readonly next: string;
  readonly steps: string;
  readonly place: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly folder: string;
  readonly terminal: string;
  readonly states: Readonly<
    Record<
      | 'unknown'
      | 'running'
      | 'pass'
      | 'fail'
      | 'unable'
      | 'skipped'
      | 'locked'
      | 'open'
      | 'passed'
      | 'needs-containers',
      string
    >
  >;
}

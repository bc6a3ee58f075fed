/** How many tests of a suite ended which way. A test that was skipped counts as failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Suites that this machine cannot run: only those of the real node may say so. */
  readonly skipped?: number;
}

/** What a suite is given to run. */
export interface SuiteContext {
  /** Aborts when the person stops the run. */
  readonly signal: AbortSignal;
  /** Folder for logs and screenshots of this run; exists. */
  readonly results: string;
  /** Only tests whose full title matches this run. */
  readonly grep: string | undefined;
  /** Whether the pictures of the documentation are to be renewed. */
  readonly screenshots: boolean;
}

/** A group of tests that is set up and run together. */
export interface Suite {
  readonly name: string;
  /** What it proves, for the person who watches. */
  readonly text: string;
  /** Duration on two cores with everything set up, until it has run once on this machine. */
  readonly guessMs: number;
  /** Sets up what is missing and runs the tests. @throws StepError when the real part cannot run */
  run(context: SuiteContext): Promise<Counts>;
}

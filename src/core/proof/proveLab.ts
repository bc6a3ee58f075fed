import type { CheckResult } from '../checks/result.ts';
import { LabError } from '../errors.ts';
import type { Lab, QuizItem, SolutionAction, Step } from '../lab/model.ts';
import type { Clock, Files, KubeContext, Kubectl } from '../ports.ts';
import type { LabRuns } from '../run/labRuns.ts';
import { variablesOf } from '../run/round.ts';
import type { QuizAnswer, Run } from '../run/model.ts';
import { applySolution } from '../run/solution.ts';
import { progressOf } from '../run/transitions.ts';
import { readAlternative, readMutant } from './proofFile.ts';
import type { Claim, ClaimKind, LabReport } from './report.ts';

/**
 * How long a wrong answer has to stay wrong: objects of the API change at once, while Pods and
 * what follows them take their time. Milliseconds.
 */
const WRONG_STAYS_WRONG_MS = { files: 0, api: 500, nodes: 8_000, containers: 15_000 } as const;

/** Longest that one claim may take, a slow cluster included. Milliseconds. */
const CLAIM_TIMEOUT_MS = 180_000;

/** Longest that the clean-up may take after an abort. Milliseconds. */
const CLEAN_UP_TIMEOUT_MS = 100_000;

export interface ProofPorts {
  /** Runs of their own, apart from those of people. */
  readonly runs: LabRuns;
  readonly files: Files;
  readonly kubectl: Kubectl;
  readonly clock: Clock;
  /** True when the programs of `command` checks may run on this machine. */
  readonly mayRunPrograms?: boolean;
}

export interface ProofPlace {
  readonly context: KubeContext;
  /** A folder for the files of this proof. */
  readonly folder: string;
  /** Ids of the steps that are proved; left out, all are. */
  readonly steps?: ReadonlySet<string> | undefined;
}

/**
 * Works on a lab as a learner without a head: every step fails as given, passes when solved, fails
 * after a reset, is not fooled by its mutants, and takes its alternatives. What could not be tried
 * is a claim too, so that nothing passes by silence.
 * @param onClaim hears of every claim when it ended
 * @throws the signal's reason when aborted
 */
export async function proveLab(
  lab: Lab,
  ports: ProofPorts,
  { context, folder, steps }: ProofPlace,
  onClaim: (claim: Claim) => void,
  signal: AbortSignal,
): Promise<LabReport> {
  const { clock, runs } = ports;
  const startedAt = clock.now();
  const claims: Claim[] = [];
  const needContainers: string[] = [];
  const finish = (left: readonly string[]): LabReport => {
    const ms = clock.now() - startedAt;
    return { lab: lab.key, title: lab.title, claims, needContainers, left, ms };
  };
  let run: Run;
  try {
    run = await runs.start(lab, { context, folder }, nothing, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof LabError)) throw error;
    const why = `The lab cannot be started: ${error.message}`;
    const step = lab.steps[0]?.id ?? '';
    const claim: Claim = { step, kind: 'fails-as-given', state: 'unable', why, ms: 0 };
    claims.push(claim);
    onClaim(claim);
    return finish([]);
  }
  let left: readonly string[] = [];
  try {
    for (const step of lab.steps) {
      if (steps?.has(step.id) === false) continue;
      if (progressOf(run, step.id).state === 'needs-containers') needContainers.push(step.id);
      else {
        for await (const claim of new StepProof(lab, step, run.id, ports, signal).claims()) {
          claims.push(claim);
          onClaim(claim);
        }
      }
    }
  } finally {
    const limit = AbortSignal.timeout(CLEAN_UP_TIMEOUT_MS);
    left = (await runs.cleanUp(run.id, nothing, limit)).left;
  }
  return finish(left);
}

/** What contradicts a claim. */
interface Contradiction {
  readonly why: string;
  readonly results: readonly CheckResult[];
}

class StepProof {
  readonly #lab: Lab;
  readonly #step: Step;
  readonly #runId: string;
  readonly #ports: ProofPorts;
  readonly #signal: AbortSignal;

  constructor(lab: Lab, step: Step, runId: string, ports: ProofPorts, signal: AbortSignal) {
    this.#lab = lab;
    this.#step = step;
    this.#runId = runId;
    this.#ports = ports;
    this.#signal = signal;
  }

  async *claims(): AsyncGenerator<Claim> {
    const { mutants, alternatives, solution } = this.#step;
    yield await this.#claim('fails-as-given', () => this.#failsAsGiven());
    for (const folder of mutants) {
      yield await this.#claim('mutant-fails', () => this.#isNotFooled(folder), folder);
    }
    yield* this.#missing('mutant-fails', mutants, 'a mutant, which is a wrong answer');
    for (const folder of alternatives) {
      const solve = (): Promise<Contradiction | undefined> => this.#takes(folder);
      yield await this.#claim('alternative-passes', solve, folder);
    }
    yield* this.#missing(
      'alternative-passes',
      alternatives,
      'an alternative, another right answer',
    );
    if (solution === undefined && this.#hasCheck) {
      yield this.#untested('passes-when-solved', 'The step has no solution.');
      return;
    }
    const actions = solution?.actions ?? [];
    const solved = await this.#claim('passes-when-solved', () => this.#passes(actions));
    yield solved;
    if (solved.state === 'proved') yield await this.#claim('passes-again', () => this.#isPassed());
    yield await this.#claim('fails-after-reset', () => this.#failsAsGiven());
  }

  /** Questions alone have no mutants: each other answer is one, and the engine knows them all. */
  *#missing(kind: ClaimKind, folders: readonly string[], what: string): Generator<Claim> {
    const waiver =
      kind === 'mutant-fails' ? this.#step.waives.mutants : this.#step.waives.alternatives;
    if (folders.length > 0 || waiver !== undefined || !this.#hasCheck) return;
    yield this.#untested(kind, `The step lacks ${what}.`);
  }

  #untested(kind: ClaimKind, why: string): Claim {
    return { step: this.#step.id, kind, state: 'untested', why, ms: 0 };
  }

  async #claim(
    kind: ClaimKind,
    prove: () => Promise<Contradiction | undefined>,
    folder?: string,
  ): Promise<Claim> {
    const { clock } = this.#ports;
    const startedAt = clock.now();
    const named = folder === undefined ? {} : { folder };
    const stamp = () => ({ step: this.#step.id, kind, ...named, ms: clock.now() - startedAt });
    try {
      const contradiction = await prove();
      if (contradiction === undefined) return { ...stamp(), state: 'proved' };
      const isUnable = contradiction.results.some(({ state }) => state === 'unable');
      return { ...stamp(), state: isUnable ? 'unable' : 'refuted', ...contradiction };
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof LabError) return { ...stamp(), state: 'unable', why: error.message };
      if (!isTimeout(error)) throw error;
      return { ...stamp(), state: 'unable', why: 'It took too long.' };
    }
  }

  async #failsAsGiven(): Promise<Contradiction | undefined> {
    await this.#reset();
    if (this.#hasCheck) await this.#answer({ withConfirmations: false });
    const { isPassed, results } = await this.#check(this.#wrongStaysWrongMs);
    if (isPassed) return { why: 'The step is passed before anything was done.', results };
    const hasFailed = results.some(({ state }) => state === 'fail');
    return hasFailed || !this.#hasCheck
      ? undefined
      : { why: 'No check fails, but the step is not passed either.', results };
  }

  async #isNotFooled(folder: string): Promise<Contradiction | undefined> {
    const { actions, fails } = await readMutant(this.#ports.files, this.#lab, folder);
    await this.#reset();
    await this.#do(actions);
    await this.#answer();
    const { isPassed, results } = await this.#check(this.#wrongStaysWrongMs);
    const failed = results.filter(({ state }) => state === 'fail').map(({ check }) => check);
    const isAsSaid = failed.toSorted().join() === fails.toSorted().join();
    if (isAsSaid && !isPassed) return undefined;
    const found = failed.join(', ') || 'none';
    return {
      why: `These checks should fail: ${fails.join(', ')}. Those that do: ${found}.`,
      results,
    };
  }

  async #takes(folder: string): Promise<Contradiction | undefined> {
    const { actions } = await readAlternative(this.#ports.files, this.#lab, folder);
    return this.#passes(actions);
  }

  async #passes(actions: readonly SolutionAction[]): Promise<Contradiction | undefined> {
    await this.#reset();
    await this.#do(actions);
    await this.#answer();
    return this.#isPassed();
  }

  async #isPassed(): Promise<Contradiction | undefined> {
    const { isPassed, results } = await this.#check();
    const isAllRight = isPassed && results.every(({ state }) => state !== 'fail');
    return isAllRight ? undefined : { why: 'The step is not passed.', results };
  }

  /** Sets the start of the step, as "Reset step" does. */
  async #reset(): Promise<void> {
    const { runs } = this.#ports;
    await runs.goTo(this.#lab, this.#runId, this.#step.id, this.#limit());
    await runs.resetStep(this.#lab, this.#runId, nothing, this.#limit());
  }

  async #do(actions: readonly SolutionAction[]): Promise<void> {
    const { files, kubectl, runs } = this.#ports;
    const run = await this.#run();
    const kubeconfig = await runs.writeKubeconfig(run.id);
    const place = { files, kubectl, kubeconfig, folder: run.folder, variables: variablesOf(run) };
    await applySolution(this.#lab, actions, place, this.#limit());
  }

  /** Answers all questions right, so that only checks decide. */
  async #answer({ withConfirmations = true } = {}): Promise<void> {
    const { runs } = this.#ports;
    for (const item of this.#step.quiz) {
      await runs.answer(this.#lab, this.#runId, item.id, rightAnswer(item));
    }
    for (const { id, type } of withConfirmations ? this.#step.checks : []) {
      if (type === 'confirm') await runs.confirm(this.#lab, this.#runId, id, true);
    }
  }

  /** @param maxWaitMs for a check that is meant to fail: how long it may take to prove it */
  async #check(
    maxWaitMs?: number,
  ): Promise<{ isPassed: boolean; results: readonly CheckResult[] }> {
    const { runs, mayRunPrograms = false } = this.#ports;
    const options = { mayRunPrograms, ...(maxWaitMs === undefined ? {} : { maxWaitMs }) };
    const run = await runs.check(this.#lab, this.#runId, nothing, this.#limit(), options);
    const { state, results } = progressOf(run, this.#step.id);
    return { isPassed: state === 'passed', results: Object.values(results) };
  }

  async #run(): Promise<Run> {
    const run = (await this.#ports.runs.list()).find(({ id }) => id === this.#runId);
    if (run === undefined) throw new LabError('no-run', 'The run of this proof is gone.');
    return run;
  }

  /** A guard is true from the start: with guards alone, the questions are what has to be done. */
  get #hasCheck(): boolean {
    return this.#step.checks.some(({ baseline, required }) => required && baseline === 'fail');
  }

  get #wrongStaysWrongMs(): number {
    return WRONG_STAYS_WRONG_MS[this.#step.level];
  }

  #limit(): AbortSignal {
    return AbortSignal.any([this.#signal, AbortSignal.timeout(CLAIM_TIMEOUT_MS)]);
  }
}

function nothing(): void {
  // Nobody watches the phases of a proof.
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function rightAnswer(item: QuizItem): QuizAnswer {
  switch (item.type) {
    case 'number':
      return String(item.answer);
    case 'text':
      return item.example;
    case 'order':
      return item.options.map((_, index) => index);
    default:
      return item.options.flatMap(({ right }, index) => (right ? [index] : []));
  }
}

import type { CheckResult } from '../checks/result.ts';
import { fingerprint } from '../fingerprint.ts';
import { offeredHints } from '../lab/hints.ts';
import type { Lab, Step } from '../lab/model.ts';
import { isSettled } from '../lab/quiz.ts';
import type { QuizAnswer, Run, StepProgress, StepState } from './model.ts';

const UNTOUCHED: Omit<StepProgress, 'state'> = {
  results: {},
  failedRounds: 0,
  hasMetFault: false,
  shownHints: [],
  isSolutionShown: false,
  answers: {},
};

/** Where every step stands when a run begins. */
export function initialSteps(lab: Lab, hasContainers: boolean): Run['steps'] {
  return Object.fromEntries(
    lab.steps.map((step, index): [string, StepProgress] => {
      const state: StepState =
        step.level === 'containers' && !hasContainers
          ? 'needs-containers'
          : index === 0
            ? 'open'
            : 'locked';
      return [step.id, { ...UNTOUCHED, state }];
    }),
  );
}

/** A step's progress; a step that the lab gained since the run began is locked. */
export function progressOf(run: Run, stepId: string): StepProgress {
  return run.steps[stepId] ?? { ...UNTOUCHED, state: 'locked' };
}

/** The open step of a run; the first one when an upgrade of the lab removed it. */
export function currentStep(lab: Lab, run: Run): Step {
  const step = lab.steps.find(({ id }) => id === run.step) ?? lab.steps[0];
  if (step === undefined) throw new Error(`The lab ${lab.id} has no steps.`);
  return step;
}

/** Records a round and passes the step when nothing that counts is missing. */
export function withResults(
  lab: Lab,
  run: Run,
  stepId: string,
  results: readonly CheckResult[],
  seen: readonly string[],
): Run {
  const before = progressOf(run, stepId);
  const byCheck = Object.fromEntries(results.map((result) => [result.check, result]));
  const hasFailed = results.some(({ state }) => state === 'fail');
  const progress: StepProgress = {
    ...before,
    results: byCheck,
    failedRounds: before.failedRounds + (hasFailed ? 1 : 0),
    hasMetFault: before.hasMetFault || results.some(isFault),
  };
  return settle(lab, withSeen(withProgress(run, stepId, progress), seen), stepId);
}

/**
 * Records a look that nobody asked for: what passes counts, and what fails is told only where the
 * learner has asked about it before.
 */
export function withQuietResults(
  lab: Lab,
  run: Run,
  stepId: string,
  results: readonly CheckResult[],
  seen: readonly string[],
): Run {
  const before = progressOf(run, stepId);
  const told = results.filter(
    ({ check, state }) => state === 'pass' || before.results[check] !== undefined,
  );
  const byCheck = Object.fromEntries(told.map((result) => [result.check, result]));
  const next = withProgress(run, stepId, {
    ...before,
    results: { ...before.results, ...byCheck },
  });
  return settle(lab, withSeen(next, seen), stepId);
}

/** Adds what a look saw alive, as `Kind/name`. */
export function withSeen(run: Run, seen: readonly string[]): Run {
  return { ...run, seen: [...new Set([...run.seen, ...seen])] };
}

function isFault(result: CheckResult): boolean {
  return result.state === 'fail' && result.isMissing !== true;
}

/** Records an answer to a quiz item, which may complete the step. */
export function withAnswer(
  lab: Lab,
  run: Run,
  stepId: string,
  quizId: string,
  answer: QuizAnswer,
): Run {
  const before = progressOf(run, stepId);
  const answers = { ...before.answers, [quizId]: answer };
  return settle(lab, withProgress(run, stepId, { ...before, answers }), stepId);
}

/** Shows the open step's next hint; a run whose step has none to offer stays as it is. */
export function withNextHint(lab: Lab, run: Run): Run {
  const step = currentStep(lab, run);
  const progress = progressOf(run, step.id);
  const { next } = offeredHints(step, progress);
  if (next === undefined) return run;
  const shownHints = [...progress.shownHints, step.hints.indexOf(next)];
  return withProgress(run, step.id, { ...progress, shownHints });
}

/** Records what the learner says to a `confirm` check. */
export function withConfirmation(run: Run, stepId: string, check: string, isSo: boolean): Run {
  const progress = progressOf(run, stepId);
  const confirmed = { ...progress.confirmed, [check]: isSo };
  return withProgress(run, stepId, { ...progress, confirmed });
}

/** Keeps a note on a step; an empty one is taken away. */
export function withNote(run: Run, stepId: string, text: string): Run {
  const { note: _, ...progress } = progressOf(run, stepId);
  return withProgress(run, stepId, text === '' ? progress : { ...progress, note: text });
}

/** Changes one step's record. */
export function withProgress(run: Run, stepId: string, progress: StepProgress): Run {
  return { ...run, steps: { ...run.steps, [stepId]: progress } };
}

/** Moves on to a step. Its state opens unless it was decided before. */
export function enterStep(run: Run, stepId: string): Run {
  const before = progressOf(run, stepId);
  const state = before.state === 'locked' ? 'open' : before.state;
  return { ...withProgress(run, stepId, { ...before, state }), step: stepId };
}

/**
 * The current step as it was before anyone worked on it, in another namespace. The old namespace
 * goes into the ledger, so that nothing is forgotten if its deletion stops halfway.
 */
export function withFreshNamespace(lab: Lab, run: Run, namespace: string): Run {
  const { finishedAt: _, ...unfinished } = run;
  const { namespace: name, namespaceUid: uid } = run;
  const step = currentStep(lab, run).id;
  return {
    ...withProgress(unfinished, step, { ...UNTOUCHED, state: 'open' }),
    step,
    namespace,
    namespaceUid: '',
    ledger: [...run.ledger, { apiVersion: 'v1', kind: 'Namespace', name, uid }],
    seen: [],
  };
}

/** The run before any step was worked on; notes are the learner's and stay. */
export function atBeginning(lab: Lab, run: Run): Run {
  const { finishedAt: _, ...unfinished } = run;
  const fresh = Object.entries(initialSteps(lab, run.isSimulated !== true)).map(
    ([id, progress]): [string, StepProgress] => {
      const { note } = progressOf(run, id);
      return [id, note === undefined ? progress : { ...progress, note }];
    },
  );
  const step = lab.steps[0]?.id ?? run.step;
  return { ...unfinished, step, steps: Object.fromEntries(fresh), baselines: {} };
}

/** Marks a step as skipped, which is counted apart from passed. */
export function skipStep(lab: Lab, run: Run, stepId: string): Run {
  const before = progressOf(run, stepId);
  if (before.state === 'passed') return run;
  return finishIfDone(lab, withProgress(run, stepId, { ...before, state: 'skipped' }));
}

/** The step after this one that can still be worked on, or undefined at the end. */
export function stepAfter(lab: Lab, stepId: string): Step | undefined {
  return lab.steps[lab.steps.findIndex(({ id }) => id === stepId) + 1];
}

export function stepBefore(lab: Lab, stepId: string): Step | undefined {
  return lab.steps[lab.steps.findIndex(({ id }) => id === stepId) - 1];
}

/** True when every required check passed and every quiz item is answered right. */
export function isComplete(step: Step, progress: StepProgress): boolean {
  const checks = step.checks.every(
    ({ id, required }) => !required || progress.results[id]?.state === 'pass',
  );
  return checks && step.quiz.every((item) => isSettled(item, progress.answers[item.id]));
}

/** Passes the step when it is complete. A pass stays, whatever a later round finds. */
function settle(lab: Lab, run: Run, stepId: string): Run {
  const step = lab.steps.find(({ id }) => id === stepId);
  const progress = progressOf(run, stepId);
  if (step === undefined || progress.state === 'needs-containers') return run;
  if (!isComplete(step, progress)) return run;
  if (progress.state === 'passed') return run;
  const passed = { passedAt: run.updatedAt, asked: askedBy(step) };
  return finishIfDone(lab, withProgress(run, stepId, { ...progress, ...passed, state: 'passed' }));
}

/** What a step asks, in short: the same as long as its required checks and questions are. */
export function askedBy({ checks, quiz }: Step): string {
  const asked = [
    ...checks.filter(({ required }) => required).map(({ id, type, fields }) => [id, type, fields]),
    ...quiz.map((item) => [item.id, item.type]),
  ];
  return fingerprint(JSON.stringify(asked));
}

/**
 * The run as an upgrade of its lab leaves it: a step that was passed and asks something else now is
 * open again, and a run that is not done any more is not finished.
 */
export function onCurrentLab(lab: Lab, run: Run): Run {
  const changed = lab.steps.filter((step) => {
    const { asked, state } = progressOf(run, step.id);
    return state === 'passed' && asked !== undefined && asked !== askedBy(step);
  });
  if (changed.length === 0) return run;
  const { finishedAt: _, ...open } = run;
  return changed.reduce<Run>(
    (latest, { id }) => withProgress(latest, id, { ...progressOf(latest, id), state: 'open' }),
    open,
  );
}

/**
 * Whether the author lets the learner turn from the step that is open to another one: back is
 * always free, and so is what was decided before.
 */
export function gateTo(lab: Lab, run: Run, stepId: string): 'open' | 'ask' | 'closed' {
  const here = lab.steps.findIndex(({ id }) => id === run.step);
  const step = lab.steps[here];
  const target = lab.steps.findIndex(({ id }) => id === stepId);
  if (step === undefined || target < here || step.gate === 'none') return 'open';
  const { state } = progressOf(run, step.id);
  if (state !== 'open' && state !== 'locked') return 'open';
  return step.gate === 'hard' ? 'closed' : 'ask';
}

function finishIfDone(lab: Lab, run: Run): Run {
  const isOpen = lab.steps.some((step) => {
    const { state } = progressOf(run, step.id);
    return !step.optional && (state === 'open' || state === 'locked');
  });
  return isOpen || run.finishedAt !== undefined ? run : { ...run, finishedAt: run.updatedAt };
}

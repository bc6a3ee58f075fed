import type { CheckResult } from '../checks/result.ts';
import { offeredHints } from '../lab/hints.ts';
import type { Lab, Step } from '../lab/model.ts';
import { isAnsweredRight } from '../lab/quiz.ts';
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
  const next = withProgress(run, stepId, progress);
  return settle(lab, { ...next, seen: [...new Set([...run.seen, ...seen])] }, stepId);
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
  return checks && step.quiz.every((item) => isAnsweredRight(item, progress.answers[item.id]));
}

/** Passes the step when it is complete. A pass stays, whatever a later round finds. */
function settle(lab: Lab, run: Run, stepId: string): Run {
  const step = lab.steps.find(({ id }) => id === stepId);
  const progress = progressOf(run, stepId);
  if (step === undefined || progress.state === 'needs-containers') return run;
  if (!isComplete(step, progress)) return run;
  return finishIfDone(lab, withProgress(run, stepId, { ...progress, state: 'passed' }));
}

function finishIfDone(lab: Lab, run: Run): Run {
  const isOpen = lab.steps.some((step) => {
    const { state } = progressOf(run, step.id);
    return !step.optional && (state === 'open' || state === 'locked');
  });
  return isOpen || run.finishedAt !== undefined ? run : { ...run, finishedAt: run.updatedAt };
}

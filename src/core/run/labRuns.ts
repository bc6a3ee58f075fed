import { clusterUnreadable } from '../checks/unreadable.ts';
import type { CheckResult } from '../checks/result.ts';
import type { Unreadable } from '../checks/snapshot.ts';
import { LabError } from '../errors.ts';
import { isUsable, type Lab, type Step } from '../lab/model.ts';
import { chooseVariables, type Values } from '../lab/variables.ts';
import type { Cluster, KubeContext } from '../ports.ts';
import {
  type CleanUpReport,
  closeRun,
  deleteNamespaces,
  namespacesOf,
  startDeletions,
} from './cleanUp.ts';
import { keepCopy, prepareFiles, restoreFiles, seedFiles } from './learnerFiles.ts';
import { deleteLeftovers, findLeftovers, type Leftover } from './leftovers.ts';
import type { QuizAnswer, Run } from './model.ts';
import { createNamespace, deleteNamespace, namespaceName } from './namespace.ts';
import type { LabRunsPorts } from './labRunsPorts.ts';
import { newRun, versionOf } from './newRun.ts';
import { type RoundOptions, roundOf, variablesOf } from './round.ts';
import { applyManifests, applySetup } from './setup.ts';
import { solveStep } from './solution.ts';
import { watchLists } from './watchLists.ts';
import {
  atBeginning,
  currentStep,
  enterStep,
  progressOf,
  skipStep,
  withAnswer,
  withConfirmation,
  withNote,
  withNextHint,
  withFreshNamespace,
  withProgress,
  withQuietResults,
  withResults,
  withSeen,
} from './transitions.ts';

export interface StartOptions {
  readonly context: KubeContext;
  /** Absolute folder for the learner's files; made when it does not exist. */
  readonly folder: string;
  /**
   * What to do with files from an earlier attempt: keep them, or replace them by the lab's own
   * after a copy was put aside. Default: keep.
   */
  readonly existingFiles?: 'keep' | 'replace';
  /** Answers to what the lab asks before it starts, by the name of the variable. */
  readonly variables?: Values;
}

type OnPhase = (text: string) => void;

/**
 * What people do with labs: start, check, answer, go on, reset, clean up. The editor and the
 * command line both call this and nothing below it. Every method that waits can be aborted.
 */
export class LabRuns {
  readonly #ports: LabRunsPorts;
  readonly #listeners = new Set<() => void>();
  #stopWatching: (() => void) | undefined;

  constructor(ports: LabRunsPorts) {
    this.#ports = ports;
  }

  /** Open runs over all contexts, oldest first. */
  async list(): Promise<Run[]> {
    return (await this.records()).filter(({ closedAt }) => closedAt === undefined);
  }

  /** Open runs, and of closed ones what is kept of them: how far the learner came. */
  async records(): Promise<Run[]> {
    return this.#ports.store.list();
  }

  /** The latest open run of a lab, or undefined. */
  async runOf(labKey: string): Promise<Run | undefined> {
    return (await this.list()).findLast(({ lab }) => lab === labKey);
  }

  /** Hears of every change to any run, also by another window. @returns a function that stops it */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stopWatching ??= this.#ports.store.watch(() => this.#listeners.forEach((each) => each()));
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopWatching?.();
      this.#stopWatching = undefined;
    };
  }

  /**
   * Pins the context, makes the run's namespace and the learner's files, and opens the first step.
   * An open run of the same lab is taken up again instead.
   * @throws LabError `lab-broken`, or what the cluster says
   */
  async start(
    lab: Lab,
    options: StartOptions,
    onPhase: OnPhase,
    signal: AbortSignal,
  ): Promise<Run> {
    if (!isUsable(lab)) {
      throw new LabError(
        'lab-broken',
        `The lab "${lab.title}" has mistakes and cannot be started.`,
        {
          next: 'Its author finds them with: k8s-labs lint.',
        },
      );
    }
    const open = await this.runOf(lab.key);
    if (open !== undefined) return open;

    onPhase(`Connecting to ${options.context.name}`);
    const cluster = await this.#ports.clusters.open(options.context, signal);
    const variables = chooseVariables(lab.variables, options.variables ?? {}, this.#ports.random);
    const fresh = newRun(lab, cluster, options.folder, this.#ports);
    const run = { ...fresh, variables, kubernetes: await versionOf(cluster, signal) };
    await this.#ports.store.update(run.id, () => run);
    const step = currentStep(lab, run);
    try {
      await this.#prepareNamespace(lab, run, cluster, onPhase, signal);
      onPhase('Preparing your files');
      await prepareFiles(lab, step, run, options.existingFiles, this.#ports);
      return await this.#begin(run.id, step, cluster, signal);
    } catch (error) {
      await this.#abandon(run.id, cluster);
      throw error;
    }
  }

  /**
   * One round of checks of the open step. A cluster that cannot be read is a result, not an
   * error: its checks are `unable`. `onResults` hears every intermediate answer.
   */
  async check(
    lab: Lab,
    runId: string,
    onResults: (results: readonly CheckResult[]) => void,
    signal: AbortSignal,
    options: RoundOptions = {},
  ): Promise<Run> {
    const run = await this.#load(runId);
    const step = currentStep(lab, run);
    const cluster = await this.#reopenForCheck(run, signal);
    const round = roundOf(step, run, cluster, this.#ports, options);
    const { checkStep } = await import('../labEngine.ts');
    const { results, seen } = await checkStep(round, onResults, signal);
    const record = options.readsOnly === true ? withQuietResults : withResults;
    return this.#change(runId, (latest) => record(lab, latest, step.id, results, seen));
  }

  /**
   * Calls back when something may have changed that the open step's checks read. One watch a kind
   * and namespace; ends with the signal, and never throws over what a cluster does.
   */
  async watchStep(
    lab: Lab,
    runId: string,
    onChange: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    const run = await this.#load(runId);
    const cluster = await this.#reopenForCheck(run, signal);
    if ('cause' in cluster) return;
    const { watchedLists } = await import('../labEngine.ts');
    const lists = watchedLists(roundOf(currentStep(lab, run), run, cluster, this.#ports));
    await watchLists(lists, cluster, this.#ports, onChange, signal);
  }

  /** Opens a step: its files and the values that its checks compare with. */
  async goTo(lab: Lab, runId: string, stepId: string, signal: AbortSignal): Promise<Run> {
    const step = lab.steps.find(({ id }) => id === stepId);
    if (step === undefined) throw new LabError('step-not-found', `There is no step "${stepId}".`);
    const run = await this.#load(runId);
    if (progressOf(run, stepId).state !== 'locked') {
      return this.#change(runId, (latest) => enterStep(latest, stepId));
    }
    const cluster = await this.#ports.clusters.reopen(run.pin, signal);
    await seedFiles(this.#ports.files, lab, step.files, run.folder, variablesOf(run));
    return this.#begin(runId, step, cluster, signal);
  }

  async answer(lab: Lab, runId: string, quizId: string, answer: QuizAnswer): Promise<Run> {
    return this.#change(runId, (run) =>
      withAnswer(lab, run, currentStep(lab, run).id, quizId, answer),
    );
  }

  /** Records what the learner says to a `confirm` check of the open step. */
  async confirm(lab: Lab, runId: string, checkId: string, isSo: boolean): Promise<Run> {
    return this.#change(runId, (run) =>
      withConfirmation(run, currentStep(lab, run).id, checkId, isSo),
    );
  }

  /** Keeps the learner's own note on a step; an empty one is taken away. */
  async note(runId: string, stepId: string, text: string): Promise<Run> {
    return this.#change(runId, (run) => withNote(run, stepId, text));
  }

  /** Shows the next hint of the open step that fits what was found, if there is one. */
  async takeHint(lab: Lab, runId: string): Promise<Run> {
    return this.#change(runId, (run) => withNextHint(lab, run));
  }

  /** Records that the open step's solution was looked at. */
  async showSolution(lab: Lab, runId: string): Promise<Run> {
    return this.#change(runId, (run) => {
      const { id } = currentStep(lab, run);
      return withProgress(run, id, { ...progressOf(run, id), isSolutionShown: true });
    });
  }

  /**
   * Applies objects that stand in the lab's text, in the run's namespace.
   * @returns what was applied, or would be, as `Kind/name`. @throws LabError
   */
  async applyText(
    lab: Lab,
    runId: string,
    text: string,
    options: { dryRun?: boolean },
    signal: AbortSignal,
  ): Promise<string[]> {
    const run = await this.#load(runId);
    const cluster = await this.#ports.clusters.reopen(run.pin, signal);
    return applyManifests(text, 'the text', { lab, run, cluster }, options, signal);
  }

  /** Does what the open step's solution says, after a copy of the learner's files was put aside. */
  async solve(lab: Lab, runId: string, onPhase: OnPhase, signal: AbortSignal): Promise<Run> {
    const run = await this.#load(runId);
    onPhase('Keeping a copy of your files');
    await keepCopy(this.#ports.files, run.folder, this.#ports.clock.now());
    onPhase('Solving the step');
    await solveStep(lab, currentStep(lab, run), run, this.#ports, signal);
    return this.showSolution(lab, runId);
  }

  /** Marks the open step as skipped. */
  async skip(lab: Lab, runId: string): Promise<Run> {
    return this.#change(runId, (run) => skipStep(lab, run, currentStep(lab, run).id));
  }

  /**
   * Sets the start of the open step: a fresh namespace, the lab's setup, and the solutions of the
   * steps before. The learner's files are replaced after a copy of them was put aside.
   */
  async resetStep(lab: Lab, runId: string, onPhase: OnPhase, signal: AbortSignal): Promise<Run> {
    const before = await this.#load(runId);
    const step = currentStep(lab, before);
    const cluster = await this.#ports.clusters.reopen(before.pin, signal);
    onPhase('Keeping a copy of your files');
    await keepCopy(this.#ports.files, before.folder, this.#ports.clock.now());

    const namespace = namespaceName(lab.id, this.#ports.random.token(5));
    const run = await this.#change(runId, (latest) => withFreshNamespace(lab, latest, namespace));
    await this.#prepareNamespace(lab, run, cluster, onPhase, signal);
    const variables = variablesOf(run);
    for (const earlier of lab.steps.slice(0, lab.steps.indexOf(step))) {
      onPhase(`Solving "${earlier.title}"`);
      await restoreFiles(this.#ports.files, lab, earlier.files, run.folder, variables);
      await solveStep(lab, earlier, run, this.#ports, signal);
    }
    await restoreFiles(this.#ports.files, lab, step.files, run.folder, variables);
    onPhase('Deleting the old namespace');
    const gone = await startDeletions(await this.#load(runId), cluster, this.#ports.clock, signal);
    await this.#change(runId, (latest) => ({
      ...latest,
      ledger: latest.ledger.filter(({ uid }) => !gone.includes(uid)),
    }));
    return this.#begin(runId, step, cluster, signal);
  }

  /** The same for the first step, with everything that was reached taken back. */
  async resetLab(lab: Lab, runId: string, onPhase: OnPhase, signal: AbortSignal): Promise<Run> {
    await this.#change(runId, (run) => atBeginning(lab, run));
    return this.resetStep(lab, runId, onPhase, signal);
  }

  /**
   * Objects outside the run's namespace that look like its own: those of the kinds and namespaces
   * that the lab declares. People see the list before any of them is deleted.
   */
  async leftovers(lab: Lab, runId: string, signal: AbortSignal): Promise<Leftover[]> {
    const run = await this.#load(runId);
    const cluster = await this.#ports.clusters.reopen(run.pin, signal);
    return findLeftovers(lab, run, cluster, signal);
  }

  /**
   * Deletes exactly what the run made, waits for it to go, and closes the run.
   * @param confirmed what people agreed to delete besides, of `leftovers`
   */
  async cleanUp(
    runId: string,
    onPhase: OnPhase,
    signal: AbortSignal,
    confirmed: readonly Leftover[] = [],
  ): Promise<CleanUpReport> {
    const run = await this.#load(runId);
    const cluster = await this.#ports.clusters.reopen(run.pin, signal);
    const names = namespacesOf(run).map(({ name }) => `the namespace ${name}`);
    onPhase(`Deleting ${names.join(' and ')}`);
    const besides = await deleteLeftovers(confirmed, cluster, signal);
    const report = await deleteNamespaces(run, cluster, this.#ports.clock, signal);
    const deleted = [...besides, ...report.deleted];
    if (report.left.length > 0) return { ...report, deleted };
    await closeRun(run, this.#ports);
    return { ...report, deleted };
  }

  /** Closes a run without touching its cluster, for one that will never be reached again. */
  async forget(runId: string): Promise<void> {
    await closeRun(await this.#load(runId), this.#ports);
  }

  /** Writes the kubeconfig of the run's terminal. @returns its path */
  async writeKubeconfig(runId: string): Promise<string> {
    const { id, namespace, pin } = await this.#load(runId);
    return this.#ports.clusters.writeKubeconfig(pin, namespace, id);
  }

  async #prepareNamespace(
    lab: Lab,
    run: Run,
    cluster: Cluster,
    onPhase: OnPhase,
    signal: AbortSignal,
  ): Promise<void> {
    onPhase(`Making the namespace ${run.namespace}`);
    const { clock } = this.#ports;
    const { quota, podSecurity } = lab.isolation;
    const wanted = { name: run.namespace, labId: lab.id, runId: run.id, quota, podSecurity };
    const namespaceUid = await createNamespace(cluster, clock, wanted, signal);
    await this.#change(run.id, (latest) => ({ ...latest, namespaceUid }));
    await applySetup(this.#ports.files, lab, run, cluster, onPhase, signal);
  }

  /** Takes the values that the step's checks compare with, and opens the step. */
  async #begin(runId: string, step: Step, cluster: Cluster, signal: AbortSignal): Promise<Run> {
    const run = await this.#load(runId);
    const { takeBaselines } = await import('../labEngine.ts');
    const { values, seen } = await takeBaselines(roundOf(step, run, cluster, this.#ports), signal);
    return this.#change(runId, (latest) => ({
      ...withSeen(enterStep(latest, step.id), seen),
      baselines: values,
    }));
  }

  async #reopenForCheck(run: Run, signal: AbortSignal): Promise<Cluster | Unreadable> {
    try {
      return await this.#ports.clusters.reopen(run.pin, signal);
    } catch (error) {
      signal.throwIfAborted();
      return clusterUnreadable(error);
    }
  }

  /** A start that failed leaves nothing behind; when even that fails, the run stays listed. */
  async #abandon(runId: string, cluster: Cluster): Promise<void> {
    try {
      const { namespace: name, namespaceUid: uid } = await this.#load(runId);
      const target = { name, uid, runId };
      await deleteNamespace(cluster, this.#ports.clock, target, 0, AbortSignal.timeout(10_000));
      await this.#ports.store.update(runId, () => undefined);
    } catch (error) {
      this.#ports.log.error(`The run ${runId} could not be taken back.`, error);
    }
  }

  async #load(runId: string): Promise<Run> {
    const run = await this.#ports.store.load(runId);
    if (run === undefined || run.closedAt !== undefined) throw noRun();
    return run;
  }

  async #change(runId: string, change: (run: Run) => Run): Promise<Run> {
    const updatedAt = this.#ports.clock.now();
    const changed = await this.#ports.store.update(runId, (run) => {
      if (run === undefined) throw noRun();
      return change({ ...run, updatedAt });
    });
    if (changed === undefined) throw noRun();
    return changed;
  }
}

function noRun(): LabError {
  return new LabError('no-run', 'This lab is not started.', { next: 'Start the lab first.' });
}

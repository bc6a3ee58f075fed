import { clusterUnreadable } from '../checks/unreadable.ts';
import type { CheckResult } from '../checks/result.ts';
import type { Unreadable } from '../checks/snapshot.ts';
import { LabError } from '../errors.ts';
import { isUsable, type Lab, type Step } from '../lab/model.ts';
import { isAnsweredRight } from '../lab/quiz.ts';
import { resolveInside } from '../paths.ts';
import type {
  Clock,
  Cluster,
  Clusters,
  Files,
  KubeContext,
  Kubectl,
  Log,
  Random,
  RunStore,
} from '../ports.ts';
import type { Cel } from '../rules/cel.ts';
import { type CleanUpReport, deleteNamespaces, namespacesOf } from './cleanUp.ts';
import { keepCopy, restoreFiles, seedFiles } from './learnerFiles.ts';
import type { QuizAnswer, Run } from './model.ts';
import { createNamespace, deleteNamespace, namespaceName } from './namespace.ts';
import { newRun } from './newRun.ts';
import { applySetup } from './setup.ts';
import { applySolution } from './solution.ts';
import {
  currentStep,
  enterStep,
  progressOf,
  skipStep,
  withAnswer,
  withNextHint,
  withFreshNamespace,
  withProgress,
  withResults,
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
}

export interface LabRunsPorts {
  readonly clusters: Clusters;
  readonly store: RunStore;
  readonly files: Files;
  readonly kubectl: Kubectl;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The language of `cel` checks. */
  readonly loadCel: () => Promise<Cel>;
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
    return this.#ports.store.list();
  }

  /** The latest open run of a lab, or undefined. */
  async runOf(labKey: string): Promise<Run | undefined> {
    const runs = await this.#ports.store.list();
    return runs.findLast(({ lab }) => lab === labKey);
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
    const run = await this.#save(newRun(lab, cluster, options.folder, this.#ports));
    const step = currentStep(lab, run);
    try {
      await this.#prepareNamespace(lab, run, cluster, onPhase, signal);
      onPhase('Preparing your files');
      await this.#prepareFiles(lab, step, options);
      return await this.#begin(run.id, step, cluster, signal);
    } catch (error) {
      await this.#abandon(run.id, cluster);
      throw error;
    }
  }

  /**
   * One round of checks of the open step. A cluster that cannot be read is a result, not an
   * error: its checks are `unable`. `onResults` hears every intermediate answer; `maxWaitMs` keeps
   * a round short for whoever cannot wait.
   */
  async check(
    lab: Lab,
    runId: string,
    onResults: (results: readonly CheckResult[]) => void,
    signal: AbortSignal,
    options: { maxWaitMs?: number } = {},
  ): Promise<Run> {
    const run = await this.#load(runId);
    const step = currentStep(lab, run);
    const round = await this.#round(step, run, await this.#reopenForCheck(run, signal));
    const { checkStep } = await import('../labEngine.ts');
    const { results, seen } = await checkStep({ ...round, ...options }, onResults, signal);
    return this.#change(runId, (latest) => withResults(lab, latest, step.id, results, seen));
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
    await seedFiles(this.#ports.files, lab, step.files, run.folder);
    return this.#begin(runId, step, cluster, signal);
  }

  async answer(lab: Lab, runId: string, quizId: string, answer: QuizAnswer): Promise<Run> {
    return this.#change(runId, (run) =>
      withAnswer(lab, run, currentStep(lab, run).id, quizId, answer),
    );
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
    const kubeconfig = await this.#writeKubeconfig(run);
    for (const earlier of lab.steps.slice(0, lab.steps.indexOf(step))) {
      onPhase(`Solving "${earlier.title}"`);
      await restoreFiles(this.#ports.files, lab, earlier.files, run.folder);
      const variables = variablesOf(run);
      const place = { ...this.#ports, kubeconfig, folder: run.folder, variables };
      await applySolution(lab, earlier.solution?.actions ?? [], place, signal);
    }
    await restoreFiles(this.#ports.files, lab, step.files, run.folder);
    onPhase('Deleting the old namespace');
    await this.#deleteOldNamespaces(runId, cluster, signal);
    return this.#begin(runId, step, cluster, signal);
  }

  /** Deletes exactly what the run made, waits for it to go, and closes the run. */
  async cleanUp(runId: string, onPhase: OnPhase, signal: AbortSignal): Promise<CleanUpReport> {
    const run = await this.#load(runId);
    const cluster = await this.#ports.clusters.reopen(run.pin, signal);
    const names = namespacesOf(run).map(({ name }) => `the namespace ${name}`);
    onPhase(`Deleting ${names.join(' and ')}`);
    const report = await deleteNamespaces(run, cluster, this.#ports.clock, signal);
    if (report.left.length > 0) return report;
    await this.#ports.store.update(runId, () => undefined);
    await this.#ports.clusters.removeKubeconfig(runId);
    return report;
  }

  /** Closes a run without touching its cluster, for one that will never be reached again. */
  async forget(runId: string): Promise<void> {
    await this.#ports.store.update(runId, () => undefined);
  }

  /** Writes the kubeconfig of the run's terminal. @returns its path */
  async writeKubeconfig(runId: string): Promise<string> {
    return this.#writeKubeconfig(await this.#load(runId));
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
    const wanted = { name: run.namespace, labId: lab.id, runId: run.id };
    const namespaceUid = await createNamespace(cluster, clock, wanted, signal);
    await this.#change(run.id, (latest) => ({ ...latest, namespaceUid }));
    await applySetup(this.#ports.files, lab, run, cluster, onPhase, signal);
  }

  async #prepareFiles(
    lab: Lab,
    step: Step,
    { folder, existingFiles }: StartOptions,
  ): Promise<void> {
    const { files, clock } = this.#ports;
    // A first step may have no files, and its terminal needs the folder all the same.
    await files.makeFolder(folder);
    if (existingFiles === 'replace') {
      await keepCopy(files, folder, clock.now());
      await restoreFiles(files, lab, step.files, folder);
    } else {
      await seedFiles(files, lab, step.files, folder);
    }
  }

  /** Takes the values that the step's checks compare with, and opens the step. */
  async #begin(runId: string, step: Step, cluster: Cluster, signal: AbortSignal): Promise<Run> {
    const run = await this.#load(runId);
    const { takeBaselines } = await import('../labEngine.ts');
    const { values, seen } = await takeBaselines(await this.#round(step, run, cluster), signal);
    return this.#change(runId, (latest) => ({
      ...enterStep(latest, step.id),
      baselines: values,
      seen: [...new Set([...latest.seen, ...seen])],
    }));
  }

  async #round(step: Step, run: Run, cluster: Cluster | Unreadable) {
    const { files, clock, loadCel, random } = this.#ports;
    const progress = progressOf(run, step.id);
    return {
      checks: step.checks,
      cluster,
      readFile: async (file: string) => files.read(await resolveInside(files, run.folder, file)),
      loadCel,
      namespace: run.namespace,
      baselines: run.baselines,
      seen: new Set(run.seen),
      quiz: new Map(
        step.quiz.map((item) => [item.id, isAnsweredRight(item, progress.answers[item.id])]),
      ),
      clock,
      random,
      lacksContainers: progress.state === 'needs-containers',
    };
  }

  async #reopenForCheck(run: Run, signal: AbortSignal): Promise<Cluster | Unreadable> {
    try {
      return await this.#ports.clusters.reopen(run.pin, signal);
    } catch (error) {
      signal.throwIfAborted();
      return clusterUnreadable(error);
    }
  }

  /** Starts their deletion, which nobody waits for; the ledger keeps those that are not gone yet. */
  async #deleteOldNamespaces(runId: string, cluster: Cluster, signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports;
    const run = await this.#load(runId);
    for (const { name, uid } of run.ledger) {
      const target = { name, uid, runId };
      const { isGone } = await deleteNamespace(cluster, clock, target, 0, signal);
      if (!isGone) continue;
      await this.#change(runId, (latest) => ({
        ...latest,
        ledger: latest.ledger.filter((entry) => entry.uid !== uid),
      }));
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

  async #writeKubeconfig(run: Run): Promise<string> {
    return this.#ports.clusters.writeKubeconfig(run.pin, run.namespace, run.id);
  }

  async #load(runId: string): Promise<Run> {
    const run = await this.#ports.store.load(runId);
    if (run === undefined) throw noRun();
    return run;
  }

  async #save(run: Run): Promise<Run> {
    await this.#ports.store.update(run.id, () => run);
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

/** Names that a lab's texts and commands may use as `{{name}}`. */
export function variablesOf(run: Run): Record<string, string> {
  return { ...run.variables, namespace: run.namespace, context: run.pin.context };
}

function noRun(): LabError {
  return new LabError('no-run', 'This lab is not started.', { next: 'Start the lab first.' });
}

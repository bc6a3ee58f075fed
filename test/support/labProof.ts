import { join } from 'node:path';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { KubectlProgram } from '../../src/adapters/process/kubectlProgram.ts';
import { FileRunStore } from '../../src/adapters/store/fileRunStore.ts';
import { cryptoRandom } from '../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../src/adapters/time/systemClock.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import type { Lab, QuizItem, SolutionAction, Step } from '../../src/core/lab/model.ts';
import type { Log } from '../../src/core/ports.ts';
import { LabRuns, variablesOf } from '../../src/core/run/labRuns.ts';
import type { QuizAnswer, Run } from '../../src/core/run/model.ts';
import { applySolution } from '../../src/core/run/solution.ts';
import { progressOf } from '../../src/core/run/transitions.ts';
import type { TestCluster } from './practiceCluster.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const nothing = (): void => undefined;

/** A lab that is worked on by a program: a learner without a head. */
export class LabProof {
  readonly #lab: Lab;
  readonly #cluster: TestCluster;
  readonly #runs: LabRuns;
  readonly #kubectl: KubectlProgram;
  #run: Run | undefined;

  constructor(lab: Lab, cluster: TestCluster) {
    this.#lab = lab;
    this.#cluster = cluster;
    const state = join(cluster.folder, 'state');
    this.#kubectl = new KubectlProgram({
      setting: () => undefined,
      clusterBinary: async () => process.env['K8S_LABS_CLUSTER_BIN'],
      stateFolder: state,
    });
    this.#runs = new LabRuns({
      clusters: cluster.clusters,
      store: new FileRunStore(state, silent),
      files: nodeFiles,
      kubectl: this.#kubectl,
      clock: systemClock,
      random: cryptoRandom,
      log: silent,
    });
  }

  async start(): Promise<void> {
    const { context: name, kubeconfig, server, folder } = this.#cluster;
    const context = {
      name,
      kubeconfig,
      server,
      namespace: undefined,
      isCurrent: true,
      isPractice: true,
    };
    const options = { context, folder: join(folder, 'work', this.#lab.id) };
    this.#run = await this.#runs.start(this.#lab, options, nothing, limit());
  }

  /** Sets the start of a step, as "Reset step" does. */
  async reset(step: Step): Promise<void> {
    await this.#runs.goTo(this.#lab, this.#id, step.id, limit());
    this.#run = await this.#runs.resetStep(this.#lab, this.#id, nothing, limit());
  }

  async do(actions: readonly SolutionAction[]): Promise<void> {
    const run = this.#open;
    const kubeconfig = await this.#runs.writeKubeconfig(run.id);
    const place = {
      files: nodeFiles,
      kubectl: this.#kubectl,
      kubeconfig,
      folder: run.folder,
      variables: variablesOf(run),
    };
    await applySolution(this.#lab, actions, place, limit());
  }

  /** Answers all questions right, so that only checks decide. */
  async answer(step: Step): Promise<void> {
    for (const item of step.quiz) {
      await this.#runs.answer(this.#lab, this.#id, item.id, rightAnswer(item));
    }
  }

  /** @param maxWaitMs for a check that is meant to fail: how long it may take to prove it */
  async check(
    step: Step,
    maxWaitMs?: number,
  ): Promise<{ isPassed: boolean; results: readonly CheckResult[] }> {
    const options = maxWaitMs === undefined ? {} : { maxWaitMs };
    this.#run = await this.#runs.check(this.#lab, this.#id, nothing, limit(), options);
    const { state, results } = progressOf(this.#run, step.id);
    return { isPassed: state === 'passed', results: Object.values(results) };
  }

  /** @returns what is left behind */
  async cleanUp(): Promise<readonly string[]> {
    return (await this.#runs.cleanUp(this.#id, nothing, limit())).left;
  }

  get #open(): Run {
    if (this.#run === undefined) throw new Error('The lab was not started.');
    return this.#run;
  }

  get #id(): string {
    return this.#open.id;
  }
}

function limit(): AbortSignal {
  return AbortSignal.timeout(150_000);
}

function rightAnswer(item: QuizItem): QuizAnswer {
  switch (item.type) {
    case 'number':
      return String(item.answer);
    case 'text':
      // A pattern that is plain text is its own answer.
      return item.accept[0] ?? '';
    default:
      return item.options.flatMap(({ right }, index) => (right ? [index] : []));
  }
}

import * as vscode from 'vscode';
import type { PracticeCluster, PracticeStatus } from '../../core/ports.ts';

/** The practice cluster, and what was last heard of it: whoever shows its state is told of changes. */
export class ObservedPractice implements PracticeCluster, vscode.Disposable {
  readonly #practice: PracticeCluster;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #last: PracticeStatus | undefined;

  constructor(practice: PracticeCluster) {
    this.#practice = practice;
  }

  /** Undefined until somebody has asked. */
  get last(): PracticeStatus | undefined {
    return this.#last;
  }

  async status(): Promise<PracticeStatus> {
    return this.#hear(await this.#practice.status());
  }

  async start(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus> {
    return this.#during('starting', () => this.#practice.start(onPhase, signal));
  }

  async reset(onPhase: (phase: string) => void, signal: AbortSignal): Promise<PracticeStatus> {
    return this.#during('starting', () => this.#practice.reset(onPhase, signal));
  }

  async stop(): Promise<void> {
    try {
      await this.#practice.stop();
    } finally {
      await this.status();
    }
  }

  async release(): Promise<void> {
    await this.#practice.release();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #during(
    state: PracticeStatus['state'],
    work: () => Promise<PracticeStatus>,
  ): Promise<PracticeStatus> {
    this.#hear({ state });
    try {
      return this.#hear(await work());
    } catch (error) {
      // What is shown is what there is, whatever kept it from what was wanted.
      await this.status().catch(() => this.#hear({ state: 'stopped' }));
      throw error;
    }
  }

  #hear(status: PracticeStatus): PracticeStatus {
    const isNews = JSON.stringify(status) !== JSON.stringify(this.#last);
    this.#last = status;
    if (isNews) this.#changed.fire();
    return status;
  }
}

import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import { progressOf } from '../../core/run/transitions.ts';
import { announceRound } from '../announcements.ts';
import type { LabServices } from '../services.ts';
import { labSettings } from '../settings.ts';
import { whyNothingRuns } from '../trust.ts';
import type { LabSession, OpenLab } from './labSession.ts';

/** How long changes are gathered before one look at all of them. Milliseconds. */
const SETTLE_MS = 400;

/**
 * Looks at the open step again by itself when something that its checks read has changed: in the
 * cluster, by one watch a kind, or in a file of the learner's. It only reads, only while the window
 * has the focus, and tells of a failure only where the learner has asked about it before.
 */
export class AutoCheck implements vscode.Disposable {
  readonly #services: LabServices;
  readonly #session: LabSession;
  readonly #isSeen: () => boolean;
  readonly #subscriptions: vscode.Disposable;
  /** Run and step that are watched; undefined: none. */
  #watched: string | undefined;
  #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  /** @param isSeen whether somebody looks at the window */
  constructor(
    services: LabServices,
    session: LabSession,
    isSeen = (): boolean => vscode.window.state.focused,
  ) {
    this.#services = services;
    this.#isSeen = isSeen;
    this.#session = session;
    this.#subscriptions = vscode.Disposable.from(
      session.onDidChange(() => this.#follow()),
      vscode.window.onDidChangeWindowState(() => this.#follow()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#follow()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#end();
  }

  /** Watches what is open now, and nothing else. */
  #follow(): void {
    const open = this.#session.current;
    const wanted = open !== undefined && this.#isWanted(open) ? keyOf(open) : undefined;
    if (wanted === this.#watched) return;
    this.#end();
    if (wanted === undefined || open?.run === undefined) return;
    this.#watched = wanted;
    const { signal } = this.#stop;
    this.#watchFiles(open.run.folder, signal);
    this.#services.runs
      .watchStep(open.lab, open.run.id, () => this.#lookSoon(), signal)
      .catch((error: unknown) => {
        if (!signal.aborted) this.#services.log.info(messageOf(error));
      });
  }

  /** The learner's files, whoever changes them: this editor, another one, or a command. */
  #watchFiles(folder: string, signal: AbortSignal): void {
    const files = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '**/*'),
    );
    const look = (): void => this.#lookSoon();
    files.onDidChange(look);
    files.onDidCreate(look);
    files.onDidDelete(look);
    signal.addEventListener('abort', () => files.dispose(), { once: true });
  }

  #isWanted({ run, step, busy }: OpenLab): boolean {
    return (
      labSettings.checksByItself() &&
      this.#isSeen() &&
      whyNothingRuns() === undefined &&
      busy === undefined &&
      run !== undefined &&
      step !== undefined &&
      run.step === step.id &&
      progressOf(run, step.id).state === 'open'
    );
  }

  #end(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#watched = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lookSoon(): void {
    if (this.#watched === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#look().catch((error: unknown) => this.#services.log.info(messageOf(error)));
    }, SETTLE_MS);
  }

  async #look(): Promise<void> {
    const open = this.#session.current;
    if (open?.run === undefined || open.step === undefined || keyOf(open) !== this.#watched) return;
    // A round that somebody asked for sees the same; and two of ours would see it twice.
    if (open.live !== undefined || this.#isLooking) return this.#lookSoon();
    this.#isLooking = true;
    try {
      const { lab, run, step } = open;
      const options = { readsOnly: true, maxWaitMs: 0 };
      const { signal } = this.#stop;
      const checked = await this.#services.runs.check(lab, run.id, () => {}, signal, options);
      if (signal.aborted) return;
      if (progressOf(checked, step.id).state === 'passed') {
        this.#session.announce(announceRound(step, checked));
      }
      await this.#session.reloadRuns();
    } finally {
      this.#isLooking = false;
    }
  }
}

function keyOf({ run, step }: OpenLab): string {
  return `${run?.id ?? ''}/${run?.namespace ?? ''}/${step?.id ?? ''}`;
}

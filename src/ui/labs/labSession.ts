import * as vscode from 'vscode';
import type { CheckResult } from '../../core/checks/result.ts';
import { LabError, messageOf } from '../../core/errors.ts';
import type { Lab, Step } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import { onCurrentLab } from '../../core/run/transitions.ts';
import type { LabServices } from '../services.ts';
import { type LabFilter, NO_FILTER } from './labFilter.ts';
import { EMPTY_SHELF, loadShelf, type LabEngine, type LabShelf } from './labShelf.ts';

/** Where the window's open lab is kept over a reload. */
const MEMORY = 'k8sLabs.openLab';

/** Where the window's choice of labs is kept. */
const FILTER = 'k8sLabs.filter';

/** What the window shows: a lab, a page of it, its run, and what is going on with it. */
export interface OpenLab {
  readonly lab: Lab;
  readonly engine: LabEngine;
  readonly run: Run | undefined;
  /** Undefined for the introduction. */
  readonly step: Step | undefined;
  /** What is being done to the run right now, in words: `Making the namespace …`. */
  readonly busy: string | undefined;
  /** Answers of the round under way; undefined when none is. */
  readonly live: readonly CheckResult[] | undefined;
  /** False once it is known that this machine has none. */
  readonly hasKubectl: boolean;
  /** What a screen reader should say next. */
  readonly announcement: string;
}

type Activity = Pick<OpenLab, 'busy' | 'live' | 'announcement'>;

type Remembered = { readonly lab: string; readonly step: string | undefined };

/**
 * The state behind tree, panel, status bar and Problems of one window. Views render it and change
 * it through commands alone. Runs themselves live in the store, which all windows share.
 */
export class LabSession implements vscode.Disposable {
  readonly #services: LabServices;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watchers: vscode.Disposable[] = [];
  #shelf: LabShelf = EMPTY_SHELF;
  #records: readonly Run[] = [];
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #at: Remembered | undefined;
  #hasKubectl = true;
  #activity: Activity = idle();
  #filter: LabFilter;

  /** Fires after anything that a view shows may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(services: LabServices, memory: vscode.Memento) {
    this.#services = services;
    this.#memory = memory;
    this.#at = memory.get<Remembered>(MEMORY);
    this.#filter = memory.get<LabFilter>(FILTER) ?? NO_FILTER;
  }

  /** True when a lab was open before the window was reloaded. */
  get isRemembered(): boolean {
    return this.#at !== undefined;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get shelf(): LabShelf {
    return this.#shelf;
  }

  /** Which labs the tree shows. */
  get filter(): LabFilter {
    return this.#filter;
  }

  async setFilter(filter: LabFilter): Promise<void> {
    this.#filter = filter;
    this.#changed.fire();
    await this.#memory.update(FILTER, filter);
  }

  /** Open runs over all clusters, oldest first. */
  get runs(): readonly Run[] {
    return this.#records.filter(({ closedAt }) => closedAt === undefined);
  }

  get current(): OpenLab | undefined {
    const at = this.#at;
    const { engine } = this.#shelf;
    const lab = at === undefined ? undefined : this.#shelf.byKey(at.lab);
    if (at === undefined || lab === undefined || engine === undefined) return undefined;
    const step = lab.steps.find(({ id }) => id === at.step);
    const hasKubectl = this.#hasKubectl;
    return { lab, engine, run: this.runOf(lab), step, hasKubectl, ...this.#activity };
  }

  runOf(lab: Lab): Run | undefined {
    const run = this.runs.findLast((each) => each.lab === lab.key);
    return run && onCurrentLab(lab, run);
  }

  /** The open run of a lab, or what is kept of the one that was cleaned up. */
  recordOf(lab: Lab): Run | undefined {
    const closed = this.#records.findLast((each) => each.lab === lab.key);
    return this.runOf(lab) ?? (closed && onCurrentLab(lab, closed));
  }

  /** Reads labs and runs once; later calls wait for the first. */
  async load(): Promise<void> {
    this.#loading ??= this.#loadFirst().catch((error: unknown) => {
      // The next call tries again: a folder that could not be read may be back by then.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Reads the labs again, after files or settings changed. */
  async reloadLabs(): Promise<void> {
    this.#shelf = await loadShelf(this.#services);
    this.#changed.fire();
  }

  /** Reads the runs again, after this or another window changed one. */
  async reloadRuns(): Promise<void> {
    this.#records = await this.#services.runs.records();
    if (this.current?.run !== undefined) {
      this.#hasKubectl = (await this.#services.kubectl.path()) !== undefined;
    }
    this.#changed.fire();
  }

  /** Shows a lab at a step, or where its run stands, or at its introduction. */
  async open(lab: Lab, stepId?: string): Promise<void> {
    await this.#show({ lab: lab.key, step: stepId ?? this.runOf(lab)?.step });
  }

  /** Turns to a page of the open lab; undefined is the introduction. */
  async turnTo(stepId: string | undefined): Promise<void> {
    if (this.#at !== undefined) await this.#show({ lab: this.#at.lab, step: stepId });
  }

  /** The lab shown and its run. @throws LabError `lab-not-found`, `no-run` */
  requireRun(): { lab: Lab; run: Run; step: Step } {
    const open = this.current;
    if (open === undefined) throw noLab();
    if (open.run === undefined) {
      throw new LabError('no-run', vscode.l10n.t('"{0}" is not started yet.', open.lab.title));
    }
    const { lab, run } = open;
    const step = lab.steps.find(({ id }) => id === run.step) ?? lab.steps[0];
    if (step === undefined) throw noLab();
    return { lab, run, step };
  }

  /** Says what is going on with the run; undefined: nothing. */
  setBusy(busy: string | undefined): void {
    this.#setActivity({ ...this.#activity, busy });
  }

  /** Takes the answers of the round under way; undefined ends it. */
  setLive(live: readonly CheckResult[] | undefined): void {
    this.#setActivity({ ...this.#activity, live });
  }

  announce(announcement: string): void {
    this.#setActivity({ ...this.#activity, announcement });
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#changed.dispose();
  }

  async #loadFirst(): Promise<void> {
    if (this.#watchers.length === 0) this.#watch();
    this.#shelf = await loadShelf(this.#services);
    this.#isLoaded = true;
    await this.reloadRuns();
  }

  #watch(): void {
    const { runs, log } = this.#services;
    const reload = (work: () => Promise<void>) => (): void => {
      work().catch((error: unknown) => log.error(messageOf(error), error));
    };
    const stop = runs.onDidChange(reload(() => this.reloadRuns()));
    const labFiles = vscode.workspace.createFileSystemWatcher('**/{lab.md,course.yaml,steps/*.md}');
    const reloadLabs = reload(() => this.reloadLabs());
    this.#watchers.push(
      new vscode.Disposable(stop),
      labFiles,
      labFiles.onDidCreate(reloadLabs),
      labFiles.onDidChange(reloadLabs),
      labFiles.onDidDelete(reloadLabs),
      vscode.workspace.onDidChangeWorkspaceFolders(reloadLabs),
      vscode.extensions.onDidChange(reloadLabs),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('k8sLabs.labFolders')) reloadLabs();
      }),
    );
  }

  async #show(at: Remembered): Promise<void> {
    if (at.lab !== this.#at?.lab) this.#activity = idle();
    this.#at = at;
    this.#changed.fire();
    await this.#memory.update(MEMORY, at);
  }

  #setActivity(activity: Activity): void {
    this.#activity = activity;
    this.#changed.fire();
  }
}

function idle(): Activity {
  return { busy: undefined, live: undefined, announcement: '' };
}

function noLab(): LabError {
  return new LabError('lab-not-found', vscode.l10n.t('No lab is open.'), {
    next: vscode.l10n.t('Choose one in the Labs view.'),
  });
}

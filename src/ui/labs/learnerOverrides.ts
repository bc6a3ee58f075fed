import * as vscode from 'vscode';
import { ruleOverrides, type RuleOverride } from '../../core/run/ruleOverrides.ts';
import type { LabSession } from './labSession.ts';

/** Remembered, so that a reload never shows for a moment what a lab hides. */
const MEMORY = 'k8sLabs.ruleOverrides';

type Overrides = Readonly<Record<string, RuleOverride>>;
type ByFolder = Readonly<Record<string, Overrides>>;

/** What labs say about the editor's findings in the folders of their runs. */
export class LearnerOverrides implements vscode.Disposable {
  readonly #session: LabSession;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #byFolder: ByFolder;

  /** Fires when {@link of} may answer something else. */
  readonly onDidChange = this.#changed.event;

  constructor(session: LabSession, memory: vscode.Memento) {
    this.#session = session;
    this.#memory = memory;
    this.#byFolder = memory.get<ByFolder>(MEMORY, {});
    this.#subscription = session.onDidChange(() => this.#update());
  }

  /** The overrides for a file; empty outside the folders of runs. */
  of(uri: vscode.Uri): Overrides {
    const path = uri.fsPath.replaceAll('\\', '/');
    const folder = Object.keys(this.#byFolder).find((each) => path.startsWith(`${each}/`));
    return folder === undefined ? {} : (this.#byFolder[folder] ?? {});
  }

  /** Folders of all runs. */
  folders(): readonly string[] {
    return Object.keys(this.#byFolder);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #update(): void {
    if (!this.#session.isLoaded) return;
    const { shelf, runs } = this.#session;
    const entries = runs.flatMap((run): [string, Overrides][] => {
      const lab = shelf.byKey(run.lab);
      return lab === undefined ? [] : [[run.folder, ruleOverrides(lab, run)]];
    });
    const next = Object.fromEntries(entries);
    if (JSON.stringify(next) === JSON.stringify(this.#byFolder)) return;
    this.#byFolder = next;
    void this.#memory.update(MEMORY, next);
    this.#changed.fire();
  }
}

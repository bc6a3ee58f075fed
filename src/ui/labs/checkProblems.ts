import * as vscode from 'vscode';
import type { CheckResult, FilePlace, Mismatch } from '../../core/checks/result.ts';
import { messageOf } from '../../core/errors.ts';
import { resolveInside } from '../../core/paths.ts';
import type { Run } from '../../core/run/model.ts';
import { progressOf } from '../../core/run/transitions.ts';
import { LineTable } from '../../core/yaml/lines.ts';
import type { LabServices } from '../services.ts';
import type { LabSession } from './labSession.ts';

/** Failed checks of the open step as problems of the learner's own lines, until they pass. */
export class CheckProblems implements vscode.Disposable {
  readonly #services: LabServices;
  readonly #session: LabSession;
  readonly #collection = vscode.languages.createDiagnosticCollection('k8s-labs-checks');
  readonly #subscription: vscode.Disposable;
  #shown = '';

  constructor(services: LabServices, session: LabSession) {
    this.#services = services;
    this.#session = session;
    this.#subscription = session.onDidChange(() => {
      this.#update().catch((error: unknown) => services.log.error(messageOf(error), error));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  async #update(): Promise<void> {
    const open = this.#session.current;
    const { run, lab } = open ?? {};
    const results = run === undefined ? {} : progressOf(run, run.step).results;
    const state = JSON.stringify([run?.id, run?.step, results]);
    if (state === this.#shown) return;
    this.#shown = state;
    const titles = new Map(
      lab?.steps.find(({ id }) => id === run?.step)?.checks.map(({ id, title }) => [id, title]),
    );
    const found =
      run === undefined ? [] : await this.#problems(run, Object.values(results), titles);
    if (state !== this.#shown) return;
    this.#collection.clear();
    this.#collection.set(found);
  }

  async #problems(
    run: Run,
    results: readonly CheckResult[],
    titles: ReadonlyMap<string, string>,
  ): Promise<[vscode.Uri, vscode.Diagnostic[]][]> {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const result of results) {
      if (result.state !== 'fail') continue;
      for (const mismatch of result.mismatches) {
        const { pointsTo } = mismatch;
        if (pointsTo?.range === undefined) continue;
        const path = await resolveInside(this.#services.files, run.folder, pointsTo.file);
        const range = await this.#rangeOf(path, pointsTo);
        const title = titles.get(result.check) ?? result.check;
        const problems = byFile.get(path) ?? [];
        byFile.set(path, [...problems, problem(range, title, result.message, mismatch)]);
      }
    }
    return [...byFile].map(([path, problems]) => [vscode.Uri.file(path), problems]);
  }

  /** Offsets are into the text on disk, which is what the check read. */
  async #rangeOf(path: string, { range }: FilePlace): Promise<vscode.Range> {
    const lines = new LineTable((await this.#services.files.read(path)) ?? '');
    const [start, end] = (range ?? [0, 0]).map((offset) => lines.positionAt(offset));
    return new vscode.Range(
      start?.line ?? 0,
      start?.character ?? 0,
      end?.line ?? 0,
      end?.character ?? 0,
    );
  }
}

function problem(
  range: vscode.Range,
  title: string,
  message: string | undefined,
  { expected, found }: Mismatch,
): vscode.Diagnostic {
  const what = message ?? vscode.l10n.t('expected {0}, found {1}', expected, found);
  const text = vscode.l10n.t('{0}: {1}', title, what);
  const diagnostic = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Error);
  diagnostic.source = vscode.l10n.t('lab check');
  return diagnostic;
}

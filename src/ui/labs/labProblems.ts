import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Lab, LabProblem } from '../../core/lab/model.ts';
import { LineTable } from '../../core/yaml/lines.ts';
import type { LabServices } from '../services.ts';
import { LabDiagnostic } from '../authoring/labFixes.ts';
import { isBundled } from './labShelf.ts';
import type { LabSession } from './labSession.ts';

/** Mistakes in labs as problems at their place, for whoever writes them. */
export class LabProblems implements vscode.Disposable {
  readonly #services: LabServices;
  readonly #session: LabSession;
  readonly #collection = vscode.languages.createDiagnosticCollection('k8s-labs-authoring');
  readonly #subscription: vscode.Disposable;
  #found = new Map<string, readonly vscode.Diagnostic[]>();
  #shown: LabSession['shelf'] | undefined;

  constructor(services: LabServices, session: LabSession) {
    this.#services = services;
    this.#session = session;
    this.#subscription = session.onDidChange(() => {
      this.#update().catch((error: unknown) => services.log.error(messageOf(error), error));
    });
  }

  /** What is wrong in a file of a lab. */
  of(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    return this.#found.get(uri.toString()) ?? [];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  async #update(): Promise<void> {
    const { shelf } = this.#session;
    if (shelf === this.#shown) return;
    this.#shown = shelf;
    const theirs = shelf.all.filter((lab) => !isBundled(this.#services, lab));
    const found = (await Promise.all(theirs.map((lab) => this.#problemsOf(lab)))).flat();
    if (shelf !== this.#shown) return;
    this.#collection.clear();
    this.#collection.set(found);
    this.#found = new Map(found.map(([uri, list]) => [uri.toString(), list]));
  }

  async #problemsOf({ folder, problems }: Lab): Promise<[vscode.Uri, vscode.Diagnostic[]][]> {
    const names = [...new Set(problems.map(({ file }) => file))];
    return Promise.all(
      names.map(async (name): Promise<[vscode.Uri, vscode.Diagnostic[]]> => {
        const lines = new LineTable((await this.#services.files.read(`${folder}/${name}`)) ?? '');
        const own = problems.filter(({ file }) => file === name);
        return [vscode.Uri.file(`${folder}/${name}`), own.map((each) => diagnostic(each, lines))];
      }),
    );
  }
}

function diagnostic(problem: LabProblem, lines: LineTable): vscode.Diagnostic {
  const [start, end] = [lines.positionAt(problem.range[0]), lines.positionAt(problem.range[1])];
  const { Error: error, Warning } = vscode.DiagnosticSeverity;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const severity = problem.severity === 'error' ? error : Warning;
  const { message, meant } = problem;
  const result =
    meant === undefined
      ? new vscode.Diagnostic(range, message, severity)
      : new LabDiagnostic(range, message, severity, meant);
  result.source = 'k8s-labs';
  result.code = problem.rule;
  return result;
}

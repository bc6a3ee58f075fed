import type { RecoverYaml } from '../yaml/parse.ts';
import { inOrder, lintFile, type LintFinding, type LintOptions } from './engine.ts';
import { readSourceFile, type SourceFile } from './sourceFile.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

interface FileFindings {
  readonly own: readonly LintFinding[];
  readonly cross: readonly LintFinding[];
}

const NOTHING: FileFindings = { own: [], cross: [] };

/**
 * The findings of a workspace, kept up to date file by file: a change parses one file, runs the
 * rules of that file, and runs the cross-object rules again over the files of its set.
 */
export class LintSession {
  readonly index: WorkspaceIndex;
  readonly #optionsFor: (uri: string) => LintOptions;
  readonly #findings = new Map<string, FileFindings>();
  #recover: RecoverYaml | undefined;

  /** @param optionsFor profile and overrides of a file; asked again at every run */
  constructor(optionsFor: (uri: string) => LintOptions, roots: Iterable<string> = []) {
    this.index = new WorkspaceIndex(roots);
    this.#optionsFor = optionsFor;
  }

  /** From now on broken documents get all their faults; before, only the first. */
  useRecovery(recover: RecoverYaml): void {
    this.#recover = recover;
  }

  get hasRecovery(): boolean {
    return this.#recover !== undefined;
  }

  /** Findings of a file as of its last run, by place. */
  findings(uri: string): LintFinding[] {
    const { own, cross } = this.#findings.get(uri) ?? NOTHING;
    return cross.length === 0 ? [...own] : inOrder([...own, ...cross]);
  }

  /** Takes a file in without running any rule: for the first reading of a workspace. */
  load(uri: string, text: string): SourceFile {
    const file = readSourceFile(uri, text, this.#recover);
    this.index.replace(file);
    return file;
  }

  /** Takes a file's new text. @returns the files whose findings may have changed */
  change(uri: string, text: string): string[] {
    const file = this.load(uri, text);
    this.#runOwn(file);
    // What a half-typed file says about others is not to be trusted; they keep what they had.
    if (file.broken.length > 0) {
      this.#runCross(file);
      return [uri];
    }
    return this.#runSet(uri);
  }

  /** Forgets a file. @returns the files whose findings may have changed */
  remove(uri: string): string[] {
    this.index.remove(uri);
    this.#findings.delete(uri);
    return [uri, ...this.#runSet(uri)];
  }

  /** Runs every rule over a file again. @returns its findings */
  run(uri: string): LintFinding[] {
    const file = this.index.file(uri);
    if (file !== undefined) {
      this.#runOwn(file);
      this.#runCross(file);
    }
    return this.findings(uri);
  }

  #runOwn(file: SourceFile): void {
    const own = lintFile(file, this.index, this.#optionsFor(file.uri), 'own');
    this.#findings.set(file.uri, { own, cross: [] });
  }

  #runCross(file: SourceFile): void {
    const own = this.#findings.get(file.uri)?.own ?? [];
    const cross = lintFile(file, this.index, this.#optionsFor(file.uri), 'cross');
    this.#findings.set(file.uri, { own, cross });
  }

  /** @returns files of the set whose cross-object findings are not what they were */
  #runSet(uri: string): string[] {
    const changed = new Set([uri]);
    for (const file of this.index.setOf(uri).files) {
      const before = this.#findings.get(file.uri)?.cross ?? [];
      this.#runCross(file);
      const after = this.#findings.get(file.uri)?.cross ?? [];
      if (before.length > 0 || after.length > 0) changed.add(file.uri);
    }
    return [...changed];
  }
}

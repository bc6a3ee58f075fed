import type { RecoverYaml } from '../yaml/parse.ts';
import { inOrder, lintFile, type LintFinding, type LintOptions } from './engine.ts';
import type { StaleRules } from './readLog.ts';
import { readSourceFile, type SourceFile } from './sourceFile.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

interface FileFindings {
  readonly own: readonly LintFinding[];
  /** Of the rules that look at other objects, by rule; rules without findings are left out. */
  readonly cross: ReadonlyMap<string, readonly LintFinding[]>;
}

const NOTHING: FileFindings = { own: [], cross: new Map() };

/**
 * The findings of a workspace, kept up to date file by file: a change parses one file, runs the
 * rules of that file, and runs the cross-object rules again over the files of its set that looked
 * at what changed.
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
    if (cross.size === 0) return [...own];
    // Rules that have something to say about the same place speak in their own order.
    const rules = this.#optionsFor(uri).rules.filter(({ id }) => cross.has(id));
    return inOrder([...own, ...rules.flatMap(({ id }) => cross.get(id) ?? [])]);
  }

  /** Takes a file in without running any rule: for the first reading of a workspace. */
  load(uri: string, text: string): SourceFile {
    const file = readSourceFile(uri, text, this.#recover);
    this.index.replace(file);
    return file;
  }

  /** Takes a file's new text. @returns the files whose findings may have changed */
  change(uri: string, text: string): string[] {
    const { broken } = this.load(uri, text);
    this.runOwn(uri);
    if (broken.length === 0) return this.runSet(uri);
    // What a half-typed file says about others is not to be trusted; they keep what they had.
    this.#runCross(uri);
    return [uri];
  }

  /** Forgets a file. @returns the files whose findings may have changed */
  remove(uri: string): string[] {
    this.index.remove(uri);
    this.#findings.delete(uri);
    return [uri, ...this.runSet(uri)];
  }

  /** Runs every rule over a file again. */
  run(uri: string): void {
    this.runOwn(uri);
    this.#runCross(uri);
  }

  /** Runs only the rules that need nothing but the file: enough until its set has been read. */
  runOwn(uri: string): void {
    const file = this.index.file(uri);
    if (file === undefined) return;
    const own = lintFile(file, this.index, this.#optionsFor(uri), { part: 'own' });
    this.#findings.set(uri, { own, cross: new Map() });
  }

  /**
   * Runs the cross-object rules again over the files of the set whose answers may have changed.
   * @returns those whose findings may have changed
   */
  runSet(uri: string): string[] {
    const changed = new Set([uri]);
    for (const [stale, rules] of this.index.setOf(uri).log.stale) {
      const before = this.#findings.get(stale) ?? NOTHING;
      this.#runCross(stale, rules);
      const after = this.#findings.get(stale) ?? NOTHING;
      if (before.cross.size + after.cross.size > 0) changed.add(stale);
    }
    return [...changed];
  }

  #runCross(uri: string, rules: StaleRules = 'all'): void {
    const file = this.index.file(uri);
    if (file === undefined) return;
    if (!this.#findings.has(uri)) this.runOwn(uri);
    const { own, cross: before } = this.#findings.get(uri) ?? NOTHING;
    const { log } = this.index.setOf(uri);
    const found = lintFile(file, this.index, this.#optionsFor(uri), {
      part: 'cross',
      ...(rules === 'all' ? {} : { only: rules }),
      record: (rule, run) => log.record(uri, rule, run),
    });
    log.settle(uri);
    const cross = new Map(rules === 'all' ? [] : before);
    if (rules !== 'all') for (const rule of rules) cross.delete(rule);
    for (const finding of found)
      cross.set(finding.rule, [...(cross.get(finding.rule) ?? []), finding]);
    this.#findings.set(uri, { own, cross });
  }
}

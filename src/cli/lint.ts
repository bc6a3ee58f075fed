import { parseArgs } from 'node:util';
import { LabError, messageOf } from '../core/errors.ts';
import type { Files } from '../core/ports.ts';
import { lintFile, type LintFinding, type LintOptions } from '../core/rules/engine.ts';
import { rules } from '../core/rules/index.ts';
import type { Profile, Severity } from '../core/rules/rule.ts';
import { readSourceFile, type SourceFile } from '../core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../core/rules/workspaceIndex.ts';
import type { RecoverYaml } from '../core/yaml/parse.ts';

/** One fault as programs read it: lines and columns start at 1, the end is exclusive. */
export interface FindingLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixable: boolean;
}

export interface LintIo {
  readonly files: Files;
  /** Absolute folder that relative paths start from. */
  readonly cwd: string;
  write(text: string): void;
  writeError(text: string): void;
  loadRecovery(): Promise<RecoverYaml>;
  /** The labs below a folder that was named. `folder` is absolute, `shown` is how it was named. */
  readLabs?(folder: string, shown: string): Promise<LintedLabs>;
}

/** What labs add to the findings in manifests. */
export interface LintedLabs {
  /** What is wrong with the labs themselves. */
  readonly findings: readonly FindingLine[];
  /** What each lab says about rules in its manifests, by the lab's absolute folder. */
  readonly overrides: ReadonlyMap<string, Overrides>;
}

export type Overrides = NonNullable<LintOptions['overrides']>;

const PROFILES: readonly Profile[] = ['learner', 'review', 'pss-baseline', 'pss-restricted', 'all'];

export const LINT_SUMMARY = 'Find mistakes in manifests and labs.';

export const LINT_USAGE =
  'lint [--format pretty|json] [--profile learner|review|pss-baseline|pss-restricted|all] PATH…';

/** @returns 0 when clean, 1 for errors and warnings, 2 when it could not run */
export async function lintCommand(args: readonly string[], io: LintIo): Promise<0 | 1 | 2> {
  try {
    const { paths, format, profile } = readArguments(args);
    const lines = await lintPaths(paths, profile, io);
    io.write(format === 'json' ? `${JSON.stringify(lines, undefined, 2)}\n` : pretty(lines));
    const isFaulty = lines.some(({ severity }) => severity === 'error' || severity === 'warning');
    return isFaulty ? 1 : 0;
  } catch (error) {
    const next = error instanceof LabError && error.next !== undefined ? ` ${error.next}` : '';
    io.writeError(`${messageOf(error)}${next}\n`);
    return 2;
  }
}

function readArguments(args: readonly string[]): {
  paths: string[];
  format: 'pretty' | 'json';
  profile: Profile;
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'pretty' },
      profile: { type: 'string', default: 'learner' },
    },
  });
  const { format } = values;
  const profile = PROFILES.find((name) => name === values.profile);
  if (format !== 'pretty' && format !== 'json') {
    throw new TypeError(`There is no format "${format}": use pretty or json.`);
  }
  if (profile === undefined) {
    throw new TypeError(`There is no profile "${values.profile}": use ${PROFILES.join(', ')}.`);
  }
  if (positionals.length === 0)
    throw new TypeError(`Name a file or a folder: k8s-labs ${LINT_USAGE}`);
  return { paths: positionals, format, profile };
}

async function lintPaths(
  paths: readonly string[],
  profile: Profile,
  io: LintIo,
): Promise<FindingLine[]> {
  const reader = new Reader(io);
  for (const path of paths) await reader.addPath(path);
  const failures: string[] = [];
  const options: LintOptions = {
    rules,
    profile,
    onRuleFailed: (message) => failures.push(message),
  };
  const lines = [...reader.shown].flatMap(([path, shown]) => {
    const file = reader.index.file(path);
    return file === undefined
      ? []
      : lintFile(file, reader.index, { ...options, overrides: reader.overridesFor(path) }).map(
          (finding) => toLine(finding, file, shown),
        );
  });
  for (const failure of failures) io.writeError(`${failure}\n`);
  return [...lines, ...reader.extra];
}

/** Collects the files to report on, and those beside them that names are looked up in. */
class Reader {
  readonly index = new WorkspaceIndex();
  /** How each file to report on was named, by its absolute path. */
  readonly shown = new Map<string, string>();
  readonly extra: FindingLine[] = [];
  readonly #labs = new Map<string, Overrides>();
  readonly #io: LintIo;
  #recover: RecoverYaml | undefined;

  constructor(io: LintIo) {
    this.#io = io;
  }

  async addPath(shown: string): Promise<void> {
    const { files, cwd, readLabs } = this.#io;
    const named = shown.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
    const isAbsolute = named.startsWith('/') || /^[A-Za-z]:\//.test(named);
    const path = await files.realPath(isAbsolute ? named : `${cwd}/${named}`);
    if (path === undefined) throw new LabError('file-failed', `There is no file "${shown}".`);
    if (await this.#isFolder(path)) {
      await this.#addFolder(path, named);
      const labs = await readLabs?.(path, named);
      this.extra.push(...(labs?.findings ?? []));
      for (const [folder, overrides] of labs?.overrides ?? []) this.#labs.set(folder, overrides);
      return;
    }
    this.shown.set(path, named);
    await this.#read(path);
    const folder = path.slice(0, path.lastIndexOf('/'));
    for (const name of await files.list(folder)) {
      if (isYaml(name)) await this.#read(`${folder}/${name}`);
    }
  }

  /** What the lab says that the file belongs to; nothing outside labs. */
  overridesFor(path: string): Overrides {
    for (const [folder, overrides] of this.#labs) {
      if (path.startsWith(`${folder}/`)) return overrides;
    }
    return {};
  }

  async #isFolder(path: string): Promise<boolean> {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (name === '') return true;
    return (await this.#io.files.list(path.slice(0, slash) || '/')).includes(`${name}/`);
  }

  async #addFolder(path: string, shown: string): Promise<void> {
    const names = await this.#io.files.list(path);
    if (names.includes('lab.md')) this.index.addRoot(path);
    for (const name of names) {
      const bare = name.replace(/\/$/, '');
      const below = shown === '.' ? bare : `${shown}/${bare}`;
      if (name.endsWith('/')) {
        if (bare !== 'node_modules' && bare !== '.git') {
          await this.#addFolder(`${path}/${bare}`, below);
        }
      } else if (isYaml(name)) {
        this.shown.set(`${path}/${name}`, below);
        await this.#read(`${path}/${name}`);
      }
    }
  }

  async #read(path: string): Promise<void> {
    if (this.index.file(path) !== undefined) return;
    const text = await this.#io.files.read(path);
    if (text === undefined) return;
    let file = readSourceFile(path, text, this.#recover);
    if (file.broken.length > 0 && this.#recover === undefined) {
      this.#recover = await this.#io.loadRecovery();
      file = readSourceFile(path, text, this.#recover);
    }
    this.index.replace(file);
  }
}

function isYaml(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.yml');
}

function toLine(finding: LintFinding, { lines }: SourceFile, shown: string): FindingLine {
  const start = lines.positionAt(finding.range[0]);
  const end = lines.positionAt(finding.range[1]);
  return {
    file: shown,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    fixable: (finding.fixes?.length ?? 0) > 0,
  };
}

function pretty(lines: readonly FindingLine[]): string {
  if (lines.length === 0) return 'No findings.\n';
  const output: string[] = [];
  let file: string | undefined;
  for (const finding of lines) {
    if (finding.file !== file) {
      if (file !== undefined) output.push('');
      output.push(finding.file);
      file = finding.file;
    }
    const place = `${finding.line}:${finding.column}`.padEnd(7);
    output.push(`  ${place} ${finding.severity.padEnd(11)} ${finding.message} [${finding.rule}]`);
  }
  const errors = lines.filter(({ severity }) => severity === 'error').length;
  const warnings = lines.filter(({ severity }) => severity === 'warning').length;
  const fixable = lines.filter((line) => line.fixable).length;
  output.push('', `${errors} errors, ${warnings} warnings, ${fixable} with a quick fix.`);
  return `${output.join('\n')}\n`;
}

import { parseArgs } from 'node:util';
import { LabError, messageOf } from '../../core/errors.ts';
import { mechanicalFixes, withEdits } from '../../core/rules/chosenFixes.ts';
import type { Cluster } from '../../core/ports.ts';
import { compareFile, withCluster } from '../../core/rules/cluster/compare.ts';
import { lintFile, type LintFinding, type LintOptions } from '../../core/rules/engine.ts';
import { rules } from '../../core/rules/index.ts';
import { PROFILES } from '../../core/rules/repositoryConfig.ts';
import type { Profile } from '../../core/rules/rule.ts';
import type { SourceFile } from '../../core/rules/sourceFile.ts';
import { kubernetesMinor } from '../../core/schema/kubernetesVersion.ts';
import { ConfigFiles } from './configFiles.ts';
import { type FindingLine, formatFindings, FORMATS, type LintFormat } from './formats.ts';
import { Manifests, type ManifestsIo } from './manifests.ts';

export interface LintIo extends Omit<ManifestsIo, 'configFor'> {
  /** All that comes in through standard input. */
  readInput(): Promise<string>;
  /** Opens a cluster to be asked. @throws LabError */
  openCluster(context: string): Promise<{ cluster: Cluster; namespace: string | undefined }>;
  write(text: string): void;
  writeError(text: string): void;
}

export const LINT_SUMMARY =
  'Find mistakes in manifests and labs, and mend those that need no look.';

export const LINT_USAGE = [
  'lint [--profile learner|review|pss-baseline|pss-restricted|all] [--kubernetes-version 1.N]',
  '[--format pretty|json|sarif|github] [--fix] [--context C [--namespace N]] PATH… | --stdin',
].join(' ');

interface LintArguments {
  readonly paths: readonly string[];
  readonly format: LintFormat;
  /** Undefined: what the repository says, else `learner`. */
  readonly profile: Profile | undefined;
  readonly minor: number | undefined;
  readonly isFixing: boolean;
  readonly isFromInput: boolean;
  /** The cluster to ask as well; undefined asks none. */
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

/** @returns 0 when clean, 1 for errors and warnings, 2 when it could not run */
export async function lintCommand(args: readonly string[], io: LintIo): Promise<0 | 1 | 2> {
  try {
    const asked = readArguments(args);
    const configs = new ConfigFiles(
      io.files,
      rules.map(({ id }) => id),
    );
    const manifests = new Manifests({ ...io, configFor: (folder) => configs.find(folder) });
    if (asked.isFromInput) {
      await manifests.addText(`${io.cwd}/stdin.yaml`, 'stdin.yaml', await io.readInput());
    }
    for (const path of asked.paths) await manifests.addPath(path);
    if (asked.isFixing) await mend(manifests, asked, io);
    const ofCluster = asked.context === undefined ? NOBODY : await askCluster(manifests, asked, io);
    const lines = findingsOf(manifests, asked, io, ofCluster);
    // Mended text takes the place of standard output; what is left goes beside it.
    const write = asked.isFixing && asked.isFromInput ? io.writeError : io.write;
    write(formatFindings(lines, asked.format, rules));
    return lines.some(({ severity }) => severity === 'error' || severity === 'warning') ? 1 : 0;
  } catch (error) {
    const next = error instanceof LabError && error.next !== undefined ? ` ${error.next}` : '';
    io.writeError(`${messageOf(error)}${next}\n`);
    return 2;
  }
}

function readArguments(args: readonly string[]): LintArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'pretty' },
      profile: { type: 'string' },
      'kubernetes-version': { type: 'string' },
      fix: { type: 'boolean', default: false },
      stdin: { type: 'boolean', default: false },
      context: { type: 'string' },
      namespace: { type: 'string' },
      kubeconfig: { type: 'string' },
    },
  });
  const format = FORMATS.find((name) => name === values.format);
  const profile = PROFILES.find((name) => name === values.profile);
  const version = values['kubernetes-version'];
  const minor = kubernetesMinor(version ?? '');
  if (format === undefined) {
    throw new TypeError(`There is no format "${values.format}": use ${FORMATS.join(', ')}.`);
  }
  if (profile === undefined && values.profile !== undefined) {
    throw new TypeError(`There is no profile "${values.profile}": use ${PROFILES.join(', ')}.`);
  }
  if (minor === undefined && version !== undefined) {
    throw new TypeError(`"${version}" is no version of Kubernetes: write 1.36 for example.`);
  }
  if (positionals.length === 0 && !values.stdin)
    throw new TypeError(`Name a file or a folder: k8s-labs ${LINT_USAGE}`);
  const { fix: isFixing, stdin: isFromInput } = values;
  const { context, namespace } = values;
  return { paths: positionals, format, profile, minor, isFixing, isFromInput, context, namespace };
}

function findingsOf(
  manifests: Manifests,
  asked: LintArguments,
  io: Pick<LintIo, 'writeError'>,
  ofCluster: FindingsByFile,
): FindingLine[] {
  const failures: string[] = [];
  const lines = [...manifests.shown].flatMap(([path, shown]) => {
    const file = manifests.index.file(path);
    if (file === undefined) return [];
    const found = lint(file, manifests, asked, (message) => failures.push(message));
    return withCluster(found, ofCluster.get(path) ?? []).map((one) => toLine(one, file, shown));
  });
  for (const failure of failures) io.writeError(`${failure}\n`);
  return [...lines, ...manifests.extra];
}

type FindingsByFile = ReadonlyMap<string, readonly LintFinding[]>;

const NOBODY: FindingsByFile = new Map();

/** What a cluster says about each file. @throws LabError */
async function askCluster(
  manifests: Manifests,
  asked: LintArguments,
  io: LintIo,
): Promise<FindingsByFile> {
  const { cluster, namespace } = await io.openCluster(asked.context ?? '');
  const found = new Map<string, readonly LintFinding[]>();
  for (const path of manifests.shown.keys()) {
    const file = manifests.index.file(path);
    if (file === undefined) continue;
    const options = {
      cluster,
      namespace: asked.namespace ?? namespace ?? 'default',
      signal: AbortSignal.timeout(CLUSTER_TIMEOUT_MS),
    };
    const lintOptions = optionsFor(file, manifests, asked);
    found.set(path, await compareFile(file, manifests.index, lintOptions, options));
  }
  return found;
}

/** The longest that the questions about one file may take. */
const CLUSTER_TIMEOUT_MS = 60_000;

function lint(
  file: SourceFile,
  manifests: Manifests,
  asked: LintArguments,
  onRuleFailed?: LintOptions['onRuleFailed'],
): LintFinding[] {
  return lintFile(file, manifests.index, optionsFor(file, manifests, asked, onRuleFailed));
}

function optionsFor(
  file: SourceFile,
  manifests: Manifests,
  asked: LintArguments,
  onRuleFailed?: LintOptions['onRuleFailed'],
): LintOptions {
  const config = manifests.config(file.uri);
  const minor = asked.minor ?? config?.minor;
  return {
    rules,
    profile: asked.profile ?? config?.profile ?? 'learner',
    overrides: { ...config?.rules, ...manifests.labOverrides(file.uri) },
    cel: manifests.cel,
    ...(minor === undefined ? {} : { minor }),
    ...(onRuleFailed === undefined ? {} : { onRuleFailed }),
  };
}

/** One fix may make room for another; more rounds than this are a fault of ours. */
const MAX_ROUNDS = 20;

/** Makes all fixes that need no look, file by file. */
async function mend(manifests: Manifests, asked: LintArguments, io: LintIo): Promise<void> {
  for (const path of manifests.shown.keys()) {
    const before = manifests.index.file(path)?.text;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const file = manifests.index.file(path);
      if (file === undefined) break;
      const edits = mechanicalFixes(lint(file, manifests, asked))
        .flatMap((fix) => fix.edits)
        .filter(({ uri }) => uri === path);
      if (edits.length === 0) break;
      await manifests.put(
        path,
        withEdits(
          file.text,
          edits.map(({ edit }) => edit),
        ),
      );
    }
    const after = manifests.index.file(path)?.text;
    if (asked.isFromInput && path.endsWith('/stdin.yaml')) io.write(after ?? '');
    else if (after !== undefined && after !== before) await io.files.write(path, after);
  }
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

import { messageOf } from '../errors.ts';
import { builtInSchema } from '../schema/builtIn.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import type { Cel } from './cel.ts';
import { IGNORE_DOMAIN, ignoredRules } from './ignoreAnnotations.ts';
import type { KubernetesDocument } from './kubernetesDocument.ts';
import type { ClusterFacts } from './cluster/clusterFacts.ts';
import type {
  ClusterRule,
  FileRule,
  Finding,
  ObjectContext,
  ObjectRule,
  Profile,
  Rule,
  Severity,
} from './rule.ts';
import { isKubernetesFile, type SourceFile } from './sourceFile.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** A finding with what the engine knows about it. */
export interface LintFinding extends Finding {
  readonly uri: string;
  readonly rule: string;
  readonly severity: Severity;
}

export interface LintOptions {
  readonly rules: readonly Rule[];
  readonly profile: Profile;
  /** Severity per rule id, over the profile's. */
  readonly overrides?: Readonly<Record<string, Severity | 'off' | undefined>>;
  /** Minor version of Kubernetes (the 37 of 1.37) to judge by; by default the newest known one. */
  readonly minor?: number;
  /** The language of admission policies; without it they are not run. */
  readonly cel?: Cel | undefined;
  /** What a cluster says about an object; without it the rules about clusters are silent. */
  readonly facts?: (document: KubernetesDocument) => ClusterFacts | undefined;
  /** Hears about a rule that failed; the other rules go on. */
  readonly onRuleFailed?: (message: string, cause: unknown) => void;
}

/** Which rules to run. */
export interface LintRun {
  /** Those that only need the file, those that look at its set, or both. */
  readonly part: 'own' | 'cross' | 'all';
  /** By their ids; undefined for all of the part. */
  readonly only?: ReadonlySet<string>;
  /** Runs each rule that looks at the set, to see at what. */
  readonly record?: (rule: string, run: () => void) => void;
}

/** Findings of one file, by place. Never throws; a file that is not Kubernetes has none. */
export function lintFile(
  file: SourceFile,
  index: WorkspaceIndex,
  options: LintOptions,
  { part, only, record = (_rule, run) => run() }: LintRun = { part: 'all' },
): LintFinding[] {
  if (!isKubernetesFile(file) || file.suppressions.isWholeFile) return [];
  const findings: LintFinding[] = [];
  const report = (rule: Rule, severity: Severity, run: () => Iterable<Finding>): void => {
    try {
      for (const finding of run()) add(rule, severity, finding);
    } catch (error) {
      fail(rule, error);
    }
  };
  const add = (rule: Rule, severity: Severity, finding: Finding): void => {
    const range = visibleRange(file.text, finding.range);
    findings.push({ ...finding, range, uri: file.uri, rule: rule.id, severity });
  };
  const fail = (rule: Rule, error: unknown): void => {
    options.onRuleFailed?.(`Rule ${rule.id} failed on ${file.uri}: ${messageOf(error)}`, error);
  };
  const set = index.setOf(file.uri);
  const schema = builtInSchema(options.minor);
  const isPatch = index.isPatch(file.uri);
  const { cel } = options;
  const files = index.lookup(file.uri);
  const contexts = new Contexts(
    (isPatch ? [] : file.objects).map((document) => ({ document, set, schema, cel, files })),
    file.text.includes(IGNORE_DOMAIN),
  );
  for (const rule of options.rules) {
    const severity = severityOf(rule, options);
    if (severity === 'off' || only?.has(rule.id) === false) continue;
    if (isFileRule(rule)) {
      if (part !== 'cross') report(rule, severity, () => rule.checkFile(file, { isPatch }));
    } else if (isClusterRule(rule)) {
      for (const context of contexts.for(rule)) {
        const facts = options.facts?.(context.document);
        if (facts !== undefined) {
          report(rule, severity, () => rule.checkCluster({ ...context, facts }));
        }
      }
    } else if (part === 'all' || (part === 'cross') === rule.isCrossObject) {
      const check = (): void => {
        for (const context of contexts.for(rule)) report(rule, severity, () => rule.check(context));
      };
      if (rule.isCrossObject) record(rule.id, check);
      else check();
    }
  }
  return inOrder(findings.filter((finding) => !isSuppressed(finding, file)));
}

/** Findings of every file, by file and place. */
export function lintWorkspace(index: WorkspaceIndex, options: LintOptions): LintFinding[] {
  return [...index.files].flatMap((file) => lintFile(file, index, options));
}

/** What the profile says, unless an override says otherwise. */
export function severityOf(
  rule: Pick<ObjectRule, 'id' | 'severity'>,
  { profile, overrides }: Pick<LintOptions, 'profile' | 'overrides'>,
): Severity | 'off' {
  return overrides?.[rule.id] ?? rule.severity[profile];
}

/** Findings by place, in the order in which people read. */
export function inOrder(findings: readonly LintFinding[]): LintFinding[] {
  return findings.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

/** An empty value cannot be marked: its quotes are, or what stands before it. */
function visibleRange(text: string, [start, end]: OffsetRange): OffsetRange {
  if (start < end || text === '') return [start, end];
  const quote = text[start - 1];
  if ((quote === '"' || quote === "'") && text[start] === quote) return [start - 1, start + 1];
  return start > 0 ? [start - 1, start] : [0, 1];
}

function isFileRule(rule: Rule): rule is FileRule {
  return 'checkFile' in rule;
}

function isClusterRule(rule: Rule): rule is ClusterRule {
  return 'checkCluster' in rule;
}

/** The objects of a file, so that each rule gets those of its kinds without looking at the others. */
class Contexts {
  readonly #all: readonly ObjectContext[];
  readonly #byKind = new Map<string, ObjectContext[]>();
  readonly #mayIgnore: boolean;

  /** @param mayIgnore whether any object may ask to be left out */
  constructor(all: readonly ObjectContext[], mayIgnore: boolean) {
    this.#all = all;
    this.#mayIgnore = mayIgnore;
    for (const context of all) {
      const { kind } = context.document;
      const same = this.#byKind.get(kind);
      if (same === undefined) this.#byKind.set(kind, [context]);
      else same.push(context);
    }
  }

  for(rule: ObjectRule | ClusterRule): readonly ObjectContext[] {
    const kinds = 'kinds' in rule ? rule.kinds : undefined;
    const found = kinds?.flatMap((kind) => this.#byKind.get(kind) ?? []) ?? this.#all;
    return this.#mayIgnore ? found.filter(({ document }) => !isIgnored(rule, document)) : found;
  }
}

function isIgnored({ id }: Rule, document: KubernetesDocument): boolean {
  const ignored = ignoredRules(document);
  return ignored.has(id) || ignored.has('*');
}

function isSuppressed({ range, rule }: LintFinding, { lines, suppressions }: SourceFile): boolean {
  if (suppressions.inFile.has(rule)) return true;
  if (suppressions.byLine.size === 0) return false;
  return suppressions.byLine.get(lines.positionAt(range[0]).line)?.has(rule) ?? false;
}

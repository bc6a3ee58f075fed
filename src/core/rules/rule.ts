import type { KubernetesSchema } from '../schema/kubernetesSchema.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import type { Cel } from './cel.ts';
import type { ClusterFacts } from './cluster/clusterFacts.ts';
import type { KubernetesDocument } from './kubernetesDocument.ts';
import type { ObjectSet } from './objectSet.ts';
import type { SourceFile } from './sourceFile.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export type Profile = 'learner' | 'review' | 'pss-baseline' | 'pss-restricted' | 'all';

/** Severity per profile; `off` keeps the rule silent. */
export type Severities = Readonly<Record<Profile, Severity | 'off'>>;

/** Groups of the table of rules, in its order. */
export type RuleGroup =
  | 'text'
  | 'identity'
  | 'references'
  | 'pods'
  | 'resources'
  | 'objects'
  | 'security'
  | 'rbac'
  | 'cluster';

/** One replacement of text. */
export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/** A change that makes a finding go away; it travels with the finding. */
export interface Fix {
  readonly title: string;
  /** May touch other files of the workspace, by uri. */
  readonly edits: readonly { readonly uri: string; readonly edit: TextEdit }[];
  /** The one to offer first. */
  readonly isPreferred: boolean;
  /** True when nobody needs to look: such fixes are applied together by "fix all". */
  readonly isMechanical?: boolean;
}

/** The other end of a finding, where there is one. */
export interface RelatedPlace {
  readonly uri: string;
  readonly range: OffsetRange;
  readonly message: string;
}

/** What a rule reports; the engine adds its id and severity. */
export interface Finding {
  readonly range: OffsetRange;
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** Faded text in the editor. */
  readonly isUnnecessary?: boolean;
  /** Struck out in the editor. */
  readonly isDeprecated?: boolean;
}

interface RuleFacts {
  readonly id: string;
  readonly group: RuleGroup;
  /** One sentence for the table of rules. */
  readonly summary: string;
  readonly severity: Severities;
  readonly isFixable: boolean;
}

/** Looks up files by their path from the file in question. */
export interface FileLookup {
  /** Undefined for what is no manifest, and while not all manifests are known. */
  has(path: string): boolean | undefined;
  /** Paths of the manifests in the folder that this path leads to. */
  beside(path: string): string[];
}

export interface ObjectContext {
  readonly document: KubernetesDocument;
  /** All objects of the same set of names (a lab's folder). */
  readonly set: ObjectSet;
  /** What the version of Kubernetes in question knows. */
  readonly schema: KubernetesSchema;
  /** Undefined until it has been loaded, which only admission policies ask for. */
  readonly cel?: Cel | undefined;
  /** The files around the one in question. */
  readonly files: FileLookup;
}

/** Looks at one object at a time. Data plus one pure generator, one finding per place. */
export interface ObjectRule extends RuleFacts {
  /** Kinds of objects to look at, whatever their group; undefined means every object. */
  readonly kinds?: readonly string[];
  /**
   * True when the answer depends on other objects: such rules run again over the whole set after
   * any of its files changed.
   */
  readonly isCrossObject: boolean;
  check(context: ObjectContext): Iterable<Finding>;
}

export interface FileContext {
  /** True for files that a kustomization merges over others: they hold parts of objects. */
  readonly isPatch: boolean;
}

/** Looks at the text of a file, which need not be readable as YAML. */
export interface FileRule extends RuleFacts {
  checkFile(file: SourceFile, context: FileContext): Iterable<Finding>;
}

export interface ClusterContext {
  readonly document: KubernetesDocument;
  readonly set: ObjectSet;
  readonly schema: KubernetesSchema;
  /** What the cluster says about the object. */
  readonly facts: ClusterFacts;
}

/** Compares one object with what a cluster says about it. Runs on demand only. */
export interface ClusterRule extends RuleFacts {
  checkCluster(context: ClusterContext): Iterable<Finding>;
}

export type Rule = ObjectRule | FileRule | ClusterRule;

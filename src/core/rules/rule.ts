import type { OffsetRange, YamlNode } from '../yaml/tree.ts';
import type { KubernetesDocument, WorkspaceIndex } from './workspaceIndex.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export type Profile = 'learner' | 'review' | 'pss-baseline' | 'pss-restricted' | 'all';

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
}

export interface RuleContext {
  readonly document: KubernetesDocument;
  /** All objects of the same set of names (a lab's folder). */
  readonly workspace: WorkspaceIndex;
}

/** Data plus one pure generator. One finding per rule id and place. */
export interface Rule {
  readonly id: string;
  /** One sentence for the table of rules. */
  readonly summary: string;
  readonly severity: Readonly<Record<Profile, Severity | 'off'>>;
  readonly isFixable: boolean;
  check(context: RuleContext): Iterable<Finding>;
}

/** A node with the file it stands in. */
export interface Placed {
  readonly uri: string;
  readonly node: YamlNode;
}

import { nearest } from '../rules/nearest.ts';
import type { OffsetRange } from '../yaml/tree.ts';
import type { LabProblem } from './model.ts';

/** Rules that a lab's files are held to, with the sentence that the author's guide gives each. */
export const LAB_RULES = {
  'check-type-unknown': 'A check has a type that does not exist.',
  'command-not-plain': 'A solution may run plain kubectl lines only.',
  'field-invalid': 'A field has a value that it may not have.',
  'field-missing': 'A field that is needed is not there.',
  'field-unknown': 'A field is not known.',
  'file-missing': "A file that is named is not in the lab's folder.",
  'file-too-big': 'A file of a lab may have at most one megabyte.',
  'format-unknown': 'The lab is written for another version of the format.',
  'front-matter-missing': 'The file does not begin with front-matter between two lines `---`.',
  'front-matter-unreadable': 'The front-matter is not valid YAML.',
  'id-duplicate': 'An id is used twice.',
  'kind-undeclared': 'A setup makes something of the whole cluster that the lab does not declare.',
  'link-broken': 'A link of the lab leads nowhere.',
  'namespace-outside': "A namespace is named that is not the lab's and that it does not declare.",
  'path-outside': "A path leaves the lab's or the learner's folder.",
  'quiz-invalid': 'A question cannot be answered.',
  'reference-unknown': 'An id is named that nothing has.',
  'step-unchecked': 'A step has neither a required check nor a question.',
  'steps-missing': 'The lab has no step.',
  'variable-unknown': 'A `{{variable}}` has no value.',
} as const;

export type LabRule = keyof typeof LAB_RULES;

/** Rules whose problems do not keep a lab from being used. */
const WARNINGS: ReadonlySet<LabRule> = new Set([
  'field-unknown',
  'link-broken',
  'step-unchecked',
  'variable-unknown',
]);

/** Gathers what is wrong with the files of one lab. */
export class Problems {
  readonly all: LabProblem[] = [];

  /** @param severity default: the rule's own */
  add(
    file: string,
    rule: LabRule,
    range: OffsetRange,
    message: string,
    severity: LabProblem['severity'] = WARNINGS.has(rule) ? 'warning' : 'error',
  ): void {
    this.all.push({ file, rule, range, message, severity });
  }

  /**
   * The same about a word that is not known; one that is much like it is asked about, and becomes
   * the fix.
   */
  addUnknown(
    file: string,
    rule: LabRule,
    range: OffsetRange,
    message: string,
    { written, known, severity }: UnknownWord,
  ): void {
    const instead = nearest(written, known);
    if (instead === undefined) return this.add(file, rule, range, message, severity);
    this.add(file, rule, range, `${message} Did you mean "${instead}"?`, severity);
    const added = this.all.pop();
    if (added !== undefined) this.all.push({ ...added, meant: { written, instead } });
  }
}

/** A word that nothing is called by. */
interface UnknownWord {
  readonly written: string;
  /** What there is in its place. */
  readonly known: Iterable<string>;
  readonly severity?: LabProblem['severity'];
}

import type { CheckResult } from '../checks/result.ts';

/**
 * What is claimed of a step, in the order in which it is tried. A step that is `untested` lacks
 * what would prove it: a mutant, an alternative, a solution.
 */
export type ClaimKind =
  | 'fails-as-given'
  | 'passes-when-solved'
  | 'passes-again'
  | 'fails-after-reset'
  | 'mutant-fails'
  | 'alternative-passes';

export type ClaimState = 'proved' | 'refuted' | 'untested' | 'unable';

/** One claim and how it ended. */
export interface Claim {
  readonly step: string;
  readonly kind: ClaimKind;
  /** The folder of the mutant or the alternative. */
  readonly folder?: string;
  readonly state: ClaimState;
  /** Why it is not proved, for people. */
  readonly why?: string;
  /** What the checks found where that contradicts the claim. */
  readonly results?: readonly CheckResult[];
  readonly ms: number;
}

/** How the proof of one lab ended. */
export interface LabReport {
  readonly lab: string;
  readonly title: string;
  readonly claims: readonly Claim[];
  /** Steps that this cluster cannot run, by id. */
  readonly needContainers: readonly string[];
  /** What could not be deleted afterwards. */
  readonly left: readonly string[];
  readonly ms: number;
}

/** One sentence for a claim: what is proved when it holds. */
export function describeClaim({ kind, folder }: Pick<Claim, 'kind' | 'folder'>): string {
  switch (kind) {
    case 'fails-as-given':
      return 'is not passed as it is given';
    case 'passes-when-solved':
      return 'is passed by its own solution';
    case 'passes-again':
      return 'is passed again when checked again';
    case 'fails-after-reset':
      return 'is not passed any more after a reset';
    case 'mutant-fails':
      return folder === undefined ? 'is not fooled' : `is not fooled by ${folder}`;
    case 'alternative-passes':
      return folder === undefined
        ? 'takes another right answer'
        : `takes another right answer, ${folder}`;
  }
}

/** True when every claim of the lab is proved and nothing is left behind. */
export function isProved({ claims, left }: LabReport): boolean {
  return left.length === 0 && claims.every(({ state }) => state === 'proved');
}

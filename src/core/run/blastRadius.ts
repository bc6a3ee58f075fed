import type { CheckKind, CheckScope } from '../checks/kind.ts';
import type { Lab } from '../lab/model.ts';

/** What a lab reads, makes and writes: the facts of the consent sheet. */
export interface BlastRadius {
  /** Kinds that its checks list, each once, by name. */
  readonly reads: readonly string[];
  /** Kinds among them that are read in namespaces other than the lab's own. */
  readonly readsElsewhere: readonly string[];
  /** The lab's manifests that are applied at the start. */
  readonly applies: readonly string[];
  /** Files that are put into the learner's folder. */
  readonly writes: readonly string[];
  readonly clusterScoped: readonly string[];
  readonly extraNamespaces: readonly string[];
}

/** Stands for the lab's own namespace, which has no name before the lab starts. */
const OWN = 'lab';

const BEFORE_START: CheckScope = {
  namespace: OWN,
  baseline: undefined,
  seen: new Set(),
  quiz: new Map(),
  confirmed: new Map(),
  hasSimulatedNodes: false,
};

/** Gathers it from the lab's steps; `kinds` are the known check types. */
export function blastRadius(lab: Lab, kinds: readonly CheckKind[]): BlastRadius {
  const reads = new Set<string>();
  const readsElsewhere = new Set<string>();
  for (const check of lab.steps.flatMap((step) => step.checks)) {
    const kind = kinds.find(({ type }) => type === check.type);
    if (check.type === 'log') reads.add('Pod logs');
    for (const need of kind?.needs(check, BEFORE_START) ?? []) {
      if (need.read === 'list') reads.add(need.kind.kind);
      if (need.read === 'access') reads.add('SubjectAccessReview');
      if (need.read === 'list' && need.namespace !== OWN) readsElsewhere.add(need.kind.kind);
    }
  }
  const seeds = lab.steps.flatMap((step) => step.files.map(({ to }) => to));
  return {
    reads: [...reads].toSorted(),
    readsElsewhere: [...readsElsewhere].toSorted(),
    applies: lab.setup.map(({ apply }) => apply),
    writes: [...new Set(seeds)],
    clusterScoped: lab.isolation.clusterScoped,
    extraNamespaces: lab.isolation.extraNamespaces,
  };
}

import type { Target } from '../checks/check.ts';
import { fillCheck } from '../checks/fillCheck.ts';
import { type CheckKind, type CheckScope, reachOf } from '../checks/kind.ts';
import { describeTarget } from '../checks/target.ts';
import { sampleValues } from '../lab/variables.ts';
import { programsOf } from './round.ts';
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
  /** Types of checks that look into Pods. */
  readonly enters: readonly string[];
  /** What checks do to objects, in words: `delete Pod with app=web`. */
  readonly changes: readonly string[];
  /** Programs that checks run on the learner's machine, each as one line. */
  readonly programs: readonly string[];
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
  const enters = new Set<string>();
  const changes = new Set<string>();
  const values = { ...sampleValues(lab.variables), namespace: OWN };
  for (const written of lab.steps.flatMap((step) => step.checks)) {
    const check = fillCheck(written, kinds, values);
    const kind = kinds.find(({ type }) => type === check.type);
    const reach = reachOf(kind, check.fields);
    if (reach === 'enters') enters.add(check.type);
    if (check.type === 'trigger') changes.add(describeTrigger(check.fields));
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
    enters: [...enters].toSorted(),
    changes: [...changes].toSorted(),
    programs: programsOf(lab),
  };
}

function describeTrigger(fields: unknown): string {
  const { do: deed, target } = fields as { do: string; target: Target };
  return `${deed} ${describeTarget(target)}`;
}

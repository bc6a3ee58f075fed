import type { Cluster } from '../../ports.ts';
import { builtInSchema } from '../../schema/builtIn.ts';
import { lintFile, type LintFinding, type LintOptions } from '../engine.ts';
import type { KubernetesDocument } from '../kubernetesDocument.ts';
import type { SourceFile } from '../sourceFile.ts';
import type { WorkspaceIndex } from '../workspaceIndex.ts';
import type { ClusterFacts } from './clusterFacts.ts';
import { gatherFacts } from './gatherFacts.ts';
import { clusterRules } from './index.ts';

export interface CompareOptions {
  readonly cluster: Cluster;
  /** Where objects go that name no namespace. */
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/**
 * What a cluster has to say about the objects of a file; nothing is changed there.
 * @throws LabError when the cluster cannot be reached
 */
export async function compareFile(
  file: SourceFile,
  index: WorkspaceIndex,
  lint: LintOptions,
  options: CompareOptions,
): Promise<LintFinding[]> {
  const set = index.setOf(file.uri);
  const schema = builtInSchema(lint.minor);
  const facts = new Map<KubernetesDocument, ClusterFacts>();
  for (const document of file.objects) {
    facts.set(document, await gatherFacts(document, { ...options, set, schema }));
  }
  return lintFile(file, index, {
    ...lint,
    rules: clusterRules,
    facts: (document) => facts.get(document),
  });
}

/** Rules that say that something does not exist, as far as the files can tell. */
const MISSING = /-(?:not-found|missing)$/;

/** Findings with those of a cluster: what is there after all is no longer called missing. */
export function withCluster(
  findings: readonly LintFinding[],
  ofCluster: readonly LintFinding[],
): LintFinding[] {
  const existing = ofCluster.filter(({ rule }) => rule === 'cluster-ref-exists');
  const left = findings.filter(
    ({ range, rule }) => !MISSING.test(rule) || !existing.some((one) => one.range[0] === range[0]),
  );
  return [...left, ...ofCluster].toSorted((a, b) => a.range[0] - b.range[0]);
}

import { compareFile, type CompareOptions, withCluster } from '../../core/rules/cluster/compare.ts';
import { type ClusterKnowledge, learnAbout } from '../../core/rules/cluster/clusterKnowledge.ts';
import type { LintFinding, LintOptions } from '../../core/rules/engine.ts';
import type { SourceFile } from '../../core/rules/sourceFile.ts';
import type { WorkspaceIndex } from '../../core/rules/workspaceIndex.ts';
import { builtInSchema } from '../../core/schema/builtIn.ts';

interface Compared {
  readonly text: string;
  readonly findings: readonly LintFinding[];
}

/** What clusters said: about files for as long as these stay as they were, and of themselves. */
export class ClusterFindings {
  readonly #compared = new Map<string, Compared>();
  /** By set of names. */
  readonly #knowledge = new Map<string, ClusterKnowledge>();

  /** Asks a cluster about a file, and what it has. @returns the findings @throws LabError */
  async compare(
    file: SourceFile,
    index: WorkspaceIndex,
    lint: LintOptions,
    options: CompareOptions,
  ): Promise<readonly LintFinding[]> {
    const { cluster, namespace, signal } = options;
    const schema = builtInSchema(lint.minor);
    const [findings, knowledge] = await Promise.all([
      compareFile(file, index, lint, options),
      learnAbout(cluster, namespace, schema, signal),
    ]);
    this.#compared.set(file.uri, { text: file.text, findings });
    this.#knowledge.set(index.setKey(file.uri), knowledge);
    return findings;
  }

  /** What is known of the cluster that files of this set were compared with. */
  knowledge(setKey: string): ClusterKnowledge | undefined {
    return this.#knowledge.get(setKey);
  }

  /** The findings of a file with what a cluster said about exactly this text of it. */
  merged({ text, uri }: SourceFile, findings: LintFinding[]): LintFinding[] {
    const compared = this.#compared.get(uri);
    return compared?.text === text ? withCluster(findings, compared.findings) : findings;
  }
}

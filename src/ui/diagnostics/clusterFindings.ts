import { compareFile, type CompareOptions, withCluster } from '../../core/rules/cluster/compare.ts';
import type { LintFinding, LintOptions } from '../../core/rules/engine.ts';
import type { SourceFile } from '../../core/rules/sourceFile.ts';
import type { WorkspaceIndex } from '../../core/rules/workspaceIndex.ts';

interface Compared {
  readonly text: string;
  readonly findings: readonly LintFinding[];
}

/** What clusters said about files, for as long as these stay as they were. */
export class ClusterFindings {
  readonly #compared = new Map<string, Compared>();

  /** Asks a cluster about a file. @returns the findings @throws LabError */
  async compare(
    file: SourceFile,
    index: WorkspaceIndex,
    lint: LintOptions,
    options: CompareOptions,
  ): Promise<readonly LintFinding[]> {
    const findings = await compareFile(file, index, lint, options);
    this.#compared.set(file.uri, { text: file.text, findings });
    return findings;
  }

  /** The findings of a file with what a cluster said about exactly this text of it. */
  merged({ text, uri }: SourceFile, findings: LintFinding[]): LintFinding[] {
    const compared = this.#compared.get(uri);
    return compared?.text === text ? withCluster(findings, compared.findings) : findings;
  }
}

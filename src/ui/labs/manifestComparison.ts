import * as vscode from 'vscode';
import type { Cluster, Clusters } from '../../core/ports.ts';
import type { Run } from '../../core/run/model.ts';
import { toSlashes } from '../settings.ts';

/** Compares one document with a cluster and shows what it says. @returns the number of findings */
export type CompareDocument = (
  document: vscode.TextDocument,
  options: { cluster: Cluster; namespace: string; signal: AbortSignal },
) => Promise<number>;

/** How long the objects of an apply get to show what becomes of them. */
const SETTLE_MS = 4_000;

/** The longest that one comparison may take. */
const TIMEOUT_MS = 30_000;

/** Compares the manifests of a lab's learner with the cluster of the lab. */
export class ManifestComparison {
  readonly #clusters: Clusters;
  readonly #compare: CompareDocument;

  constructor(clusters: Clusters, compare: CompareDocument) {
    this.#clusters = clusters;
    this.#compare = compare;
  }

  /** @throws LabError */
  async compare(
    document: vscode.TextDocument,
    cluster: Cluster,
    namespace: string,
    signal: AbortSignal,
  ): Promise<number> {
    return this.#compare(document, { cluster, namespace, signal });
  }

  /** Looks at what is open of a run, a moment after something has been applied. */
  async afterApply(run: Run): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const open = vscode.window.visibleTextEditors
      .map(({ document }) => document)
      .filter(({ languageId, uri }) => languageId === 'yaml' && isIn(run.folder, uri));
    if (open.length === 0) return;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const cluster = await this.#clusters.reopen(run.pin, signal);
    for (const document of open) {
      await this.#compare(document, { cluster, namespace: run.namespace, signal });
    }
  }
}

/** True for files below the folder of a run. */
export function isIn(folder: string, uri: vscode.Uri): boolean {
  return uri.scheme === 'file' && toSlashes(uri.fsPath).startsWith(`${folder}/`);
}

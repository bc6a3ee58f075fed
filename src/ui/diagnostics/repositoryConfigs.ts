import * as vscode from 'vscode';
import { rules } from '../../core/rules/index.ts';
import {
  CONFIG_NAME,
  type ConfigFault,
  isExcluded,
  readConfig,
  type RepositoryConfig,
} from '../../core/rules/repositoryConfig.ts';
import { LineTable } from '../../core/yaml/lines.ts';
import { folderOf, readText } from './yamlFiles.ts';

/** Most configurations of a workspace that are read. */
const MAX_CONFIGS = 100;

/** What the repositories of a workspace say in their `.k8s-labs.yaml`; faults go to Problems. */
export class RepositoryConfigs implements vscode.Disposable {
  readonly #configs = new Map<string, RepositoryConfig>();
  readonly #problems = vscode.languages.createDiagnosticCollection('k8s-labs-config');
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${CONFIG_NAME}`);
  /** Fires after a configuration came, went or changed. */
  readonly onDidChange = this.#didChange.event;

  constructor() {
    this.#watcher.onDidCreate((uri) => void this.#read(uri));
    this.#watcher.onDidChange((uri) => void this.#read(uri));
    this.#watcher.onDidDelete((uri) => this.#forget(uri));
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#problems.dispose();
    this.#didChange.dispose();
  }

  /** Reads what there is; later changes come by themselves. */
  async load(): Promise<void> {
    const found = await vscode.workspace.findFiles(
      `**/${CONFIG_NAME}`,
      '**/node_modules/**',
      MAX_CONFIGS,
    );
    await Promise.all(found.map((uri) => this.#read(uri)));
  }

  /** What the nearest folder above a file says, and whether the file is left out. */
  of(uri: string): { config: RepositoryConfig; isExcluded: boolean } | undefined {
    let nearest: string | undefined;
    for (const folder of this.#configs.keys()) {
      const isAbove = uri.startsWith(`${folder}/`);
      if (isAbove && folder.length > (nearest?.length ?? -1)) nearest = folder;
    }
    const config = nearest === undefined ? undefined : this.#configs.get(nearest);
    if (nearest === undefined || config === undefined) return undefined;
    return { config, isExcluded: isExcluded(uri.slice(nearest.length + 1), config) };
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const text = await readText(uri);
    if (text === undefined) return this.#forget(uri);
    const { config, faults } = readConfig(
      text,
      rules.map(({ id }) => id),
    );
    this.#configs.set(folderOf(uri), config);
    this.#problems.set(uri, diagnosticsOf(text, faults));
    this.#didChange.fire();
  }

  #forget(uri: vscode.Uri): void {
    this.#configs.delete(folderOf(uri));
    this.#problems.delete(uri);
    this.#didChange.fire();
  }
}

function diagnosticsOf(text: string, faults: readonly ConfigFault[]): vscode.Diagnostic[] {
  const lines = new LineTable(text);
  return faults.map(({ message, range }) => {
    const [start, end] = range.map((offset) => lines.positionAt(offset));
    const place = new vscode.Range(
      start?.line ?? 0,
      start?.character ?? 0,
      end?.line ?? 0,
      end?.character ?? 0,
    );
    const diagnostic = new vscode.Diagnostic(place, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'k8s-labs';
    return diagnostic;
  });
}

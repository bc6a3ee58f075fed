import * as vscode from 'vscode';
import type { OffsetRange } from '../core/yaml/tree.ts';
import { resolveInside } from '../core/paths.ts';
import type { FilePlace } from '../core/checks/result.ts';
import type { Run } from '../core/run/model.ts';
import type { Files } from '../core/ports.ts';
import { yamlPlace } from './yamlPlace.ts';

/** Shows the learner's files beside the step panel, never on top of it. */
export class LearnerEditor {
  readonly #files: Files;
  readonly #besidePanel: () => vscode.ViewColumn;

  /** @param besidePanel the column for files, once the panel has made room */
  constructor(files: Files, besidePanel: () => vscode.ViewColumn) {
    this.#files = files;
    this.#besidePanel = besidePanel;
  }

  /** Opens a file; the cursor goes to the YAML path, or to the nearest place above it that exists. */
  async showPath(run: Run, file: string, path: string | undefined): Promise<void> {
    const editor = await this.#show(run, file, false);
    if (path === undefined) return;
    const { parseYaml } = await import('../core/labEngine.ts');
    const text = editor.document.getText();
    for (const { root } of parseYaml(text)) {
      if (root === undefined) continue;
      return select(editor, yamlPlace(root, path));
    }
  }

  /** Opens a file at the place that a check points to. */
  async showPlace(run: Run, place: FilePlace): Promise<void> {
    const editor = await this.#show(run, place.file, false);
    if (place.range !== undefined) select(editor, place.range);
  }

  /** Opens a file and leaves the focus where it is. */
  async preview(run: Run, file: string): Promise<void> {
    await this.#show(run, file, true);
  }

  /** Saves what is unsaved in a run's folder, since kubectl and checks read the disk. */
  async saveAll(run: Run): Promise<void> {
    const folder = vscode.Uri.file(run.folder).fsPath;
    for (const document of vscode.workspace.textDocuments) {
      const isOurs = document.uri.scheme === 'file' && document.uri.fsPath.startsWith(folder);
      if (isOurs && document.isDirty) await document.save();
    }
  }

  async #show(run: Run, file: string, preserveFocus: boolean): Promise<vscode.TextEditor> {
    const path = await resolveInside(this.#files, run.folder, file);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    const viewColumn = this.#besidePanel();
    return vscode.window.showTextDocument(document, { viewColumn, preserveFocus, preview: false });
  }
}

function select(editor: vscode.TextEditor, [start, end]: OffsetRange): void {
  const { document } = editor;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

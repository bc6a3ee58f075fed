import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import { RunNode } from './nodes/runNode.ts';

/** All open runs over all clusters, also those that cannot be reached. */
export class RunTree implements vscode.TreeDataProvider<RunNode> {
  readonly #session: LabSession;
  readonly #redraw = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(session: LabSession) {
    this.#session = session;
    session.onDidChange(() => this.#redraw.fire());
  }

  getTreeItem(node: RunNode): vscode.TreeItem {
    return node;
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node !== undefined) return [];
    await this.#session.load();
    return this.#session.runs.map((run) => new RunNode(run));
  }
}

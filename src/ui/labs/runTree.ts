import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import { PracticeNode } from './nodes/practiceNode.ts';
import { RunNode } from './nodes/runNode.ts';
import type { TreeNode } from './nodes/treeNode.ts';
import type { ObservedPractice } from './observedPractice.ts';

/** The practice cluster, and all open runs over all clusters, also those that cannot be reached. */
export class RunTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #session: LabSession;
  readonly #practice: ObservedPractice;
  readonly #redraw = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(session: LabSession, practice: ObservedPractice) {
    this.#session = session;
    this.#practice = practice;
    session.onDidChange(() => this.#redraw.fire());
    practice.onDidChange(() => this.#redraw.fire());
  }

  /** Asks the practice cluster again whenever somebody comes to look: it ends by itself at times. */
  attach(view: vscode.TreeView<TreeNode>): vscode.Disposable {
    const look = (): void => {
      if (view.visible && vscode.window.state.focused) void this.#practice.status();
    };
    return vscode.Disposable.from(
      view.onDidChangeVisibility(look),
      vscode.window.onDidChangeWindowState(look),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return [];
    await this.#session.load();
    const status = this.#practice.last ?? (await this.#practice.status());
    return [new PracticeNode(status), ...this.#session.runs.map((run) => new RunNode(run))];
  }
}

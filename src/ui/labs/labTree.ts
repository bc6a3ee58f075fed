import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import { CourseNode } from './nodes/courseNode.ts';
import { LabNode } from './nodes/labNode.ts';
import type { TreeNode } from './nodes/treeNode.ts';

/** Courses, their labs, steps and checks. Every redraw makes the rows anew from the session. */
export class LabTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #session: LabSession;
  readonly #redraw = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(session: LabSession) {
    this.#session = session;
    session.onDidChange(() => this.#redraw.fire());
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.children();
    await this.#session.load();
    return this.roots();
  }

  roots(): TreeNode[] {
    const { courses, labs } = this.#session.shelf;
    return [
      ...courses.map((course) => new CourseNode(course, this.#session)),
      ...labs.map((lab) => new LabNode(lab, this.#session, undefined)),
    ];
  }
}

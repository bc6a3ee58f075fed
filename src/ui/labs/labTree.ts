import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import type { Lab } from '../../core/lab/model.ts';
import { fitsFilter } from './labFilter.ts';
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
    const { filter, shelf } = this.#session;
    const fits = (lab: Lab): boolean => fitsFilter(filter, lab, this.#session.recordOf(lab));
    return [
      ...shelf.courses
        .filter((course) => course.labs.some(fits))
        .map((course) => new CourseNode(course, course.labs.filter(fits), this.#session)),
      ...shelf.labs.filter(fits).map((lab) => new LabNode(lab, this.#session, undefined)),
    ];
  }
}

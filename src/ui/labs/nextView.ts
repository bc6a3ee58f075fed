import type * as vscode from 'vscode';

/** The view "What Next": always empty, so that the editor shows its welcome text with the button. */
export class NextView implements vscode.TreeDataProvider<never> {
  getTreeItem(node: never): vscode.TreeItem {
    return node;
  }

  getChildren(): never[] {
    return [];
  }
}

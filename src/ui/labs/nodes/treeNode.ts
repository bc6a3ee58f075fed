import * as vscode from 'vscode';

/** A row of a tree: what it shows, what is below it, and what it hangs on. */
export abstract class TreeNode extends vscode.TreeItem {
  readonly parent: TreeNode | undefined;

  constructor(
    label: string,
    id: string,
    parent: TreeNode | undefined,
    state: vscode.TreeItemCollapsibleState,
  ) {
    super(label, state);
    this.id = id;
    this.parent = parent;
  }

  children(): TreeNode[] {
    return [];
  }
}

/** An icon in one of the theme's colours. */
export function icon(name: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

import * as vscode from 'vscode';
import type { LabSession } from './labSession.ts';
import type { LabTree } from './labTree.ts';
import type { TreeNode } from './nodes/treeNode.ts';
import { StepNode } from './nodes/stepNode.ts';

/** Keeps the tree on the step that is shown, without taking the focus, while the tree is in sight. */
export function revealOpenStep(
  session: LabSession,
  tree: LabTree,
  view: vscode.TreeView<TreeNode>,
): vscode.Disposable {
  let shown: string | undefined;
  return session.onDidChange(() => {
    const { current } = session;
    const at = `${current?.lab.key ?? ''}/${current?.step?.id ?? ''}`;
    if (!view.visible || current?.step === undefined || at === shown) return;
    shown = at;
    const node = find(tree.roots(), current.lab.key, current.step.id);
    if (node !== undefined) void view.reveal(node, { select: true, focus: false, expand: true });
  });
}

function find(nodes: readonly TreeNode[], lab: string, step: string): TreeNode | undefined {
  for (const node of nodes) {
    if (node instanceof StepNode && node.lab.key === lab && node.step.id === step) return node;
    const below = node instanceof StepNode ? undefined : find(node.children(), lab, step);
    if (below !== undefined) return below;
  }
  return undefined;
}

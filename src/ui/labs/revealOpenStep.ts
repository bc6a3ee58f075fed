import * as vscode from 'vscode';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import type { LabSession } from './labSession.ts';
import type { LabTree } from './labTree.ts';
import { StepNode } from './nodes/stepNode.ts';
import type { TreeNode } from './nodes/treeNode.ts';

/** How long the tree must be at rest: a row that is redrawn meanwhile cannot be revealed. */
const REST_MS = 200;

/** Keeps the tree on the step that is shown, without taking the focus, while the tree is in sight. */
export function revealOpenStep(
  session: LabSession,
  tree: LabTree,
  view: vscode.TreeView<TreeNode>,
  log: Log,
): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let shown: string | undefined;
  const reveal = async (): Promise<void> => {
    const { current } = session;
    const at = `${current?.lab.key ?? ''}/${current?.step?.id ?? ''}`;
    if (!view.visible || current?.step === undefined || at === shown) return;
    const node = find(tree.roots(), current.lab.key, current.step.id);
    if (node === undefined) return;
    await view.reveal(node, { select: true, focus: false, expand: true });
    shown = at;
  };
  const changed = session.onDidChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reveal().catch((error: unknown) => log.warn(`The tree did not follow: ${messageOf(error)}`));
    }, REST_MS);
  });
  return vscode.Disposable.from(changed, { dispose: () => clearTimeout(timer) });
}

function find(nodes: readonly TreeNode[], lab: string, step: string): TreeNode | undefined {
  for (const node of nodes) {
    if (node instanceof StepNode && node.lab.key === lab && node.step.id === step) return node;
    const below = node instanceof StepNode ? undefined : find(node.children(), lab, step);
    if (below !== undefined) return below;
  }
  return undefined;
}

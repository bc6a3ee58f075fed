import * as vscode from 'vscode';
import { ObjectNode } from '../labs/nodes/objectNodes.ts';
import type { LabCommand } from './command.ts';

/** Shows the end of the log of a Pod; of several containers people choose one. */
export const showPodLog: LabCommand = {
  id: 'k8sLabs.showPodLog',
  needsTrust: true,
  async run({ clusterDocuments, session }, node) {
    if (!(node instanceof ObjectNode)) return;
    const { run } = session.requireRun();
    const { metadata, spec } = node.object;
    const { containers = [], initContainers = [] } = (spec ?? {}) as {
      containers?: readonly { name: string }[];
      initContainers?: readonly { name: string }[];
    };
    const names = [...containers, ...initContainers].map(({ name }) => name);
    const placeHolder = vscode.l10n.t('The log of which container?');
    const container =
      names.length < 2 ? names[0] : await vscode.window.showQuickPick(names, { placeHolder });
    if (container === undefined) return;
    await clusterDocuments.showLog(run, metadata.name, container, vscode.ViewColumn.Active);
  },
};

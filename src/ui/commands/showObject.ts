import * as vscode from 'vscode';
import { ObjectNode } from '../labs/nodes/objectNodes.ts';
import type { LabCommand } from './command.ts';

/** Shows an object of the lab's namespace as the cluster has it. */
export const showObject: LabCommand = {
  id: 'k8sLabs.showObject',
  needsTrust: true,
  async run({ clusterDocuments, session }, node) {
    if (!(node instanceof ObjectNode)) return;
    const { run } = session.requireRun();
    const { apiVersion, kind, metadata } = node.object;
    const ref = { apiVersion, kind, name: metadata.name };
    await clusterDocuments.showObject(run, ref, vscode.ViewColumn.Active);
  },
};

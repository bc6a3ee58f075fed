import type * as vscode from 'vscode';
import type { ClusterDocuments } from './labs/clusterDocuments.ts';
import type { ClusterTree } from './labs/clusterTree.ts';
import type { LabSession } from './labs/labSession.ts';
import type { ManifestComparison } from './labs/manifestComparison.ts';
import type { LearnerEditor } from './learnerEditor.ts';
import type { LabServices } from './services.ts';
import type { StepPanel } from './stepPanel/stepPanel.ts';
import type { LabTerminals } from './terminal/labTerminals.ts';

/** What a command works with. */
export interface LabUi {
  readonly services: LabServices;
  readonly session: LabSession;
  readonly panel: StepPanel;
  readonly terminals: LabTerminals;
  readonly editor: LearnerEditor;
  readonly manifests: ManifestComparison;
  readonly clusterTree: ClusterTree;
  readonly clusterDocuments: ClusterDocuments;
  /** What people agreed to, over all workspaces. */
  readonly consents: vscode.Memento;
}

import * as vscode from 'vscode';
import { messageOf } from '../core/errors.ts';
import { PROPOSED_SCHEME, proposedFiles } from './actions/proposedFiles.ts';
import { registerFrontMatter } from './authoring/frontMatter.ts';
import { registerLabFixes } from './authoring/labFixes.ts';
import { LabTests } from './authoring/labTests.ts';
import { registerCommand } from './commands/command.ts';
import { commands } from './commands/index.ts';
import type { LabUi } from './labUi.ts';
import { AutoCheck } from './labs/autoCheck.ts';
import { CLUSTER_SCHEME, ClusterDocuments } from './labs/clusterDocuments.ts';
import { ClusterTree } from './labs/clusterTree.ts';
import { isFiltering } from './labs/labFilter.ts';
import { CheckProblems } from './labs/checkProblems.ts';
import { LabProblems } from './labs/labProblems.ts';
import { LabSession } from './labs/labSession.ts';
import { LabTree } from './labs/labTree.ts';
import { LearnerOverrides } from './labs/learnerOverrides.ts';
import { keepContextKeys } from './labs/nextAction.ts';
import { NextView } from './labs/nextView.ts';
import { ObservedPractice } from './labs/observedPractice.ts';
import { createPracticeStatusBar } from './labs/practiceStatusBar.ts';
import { revealOpenStep } from './labs/revealOpenStep.ts';
import { RunTree } from './labs/runTree.ts';
import { createStatusBar } from './labs/statusBar.ts';
import { LearnerEditor } from './learnerEditor.ts';
import { type CompareDocument, ManifestComparison } from './labs/manifestComparison.ts';
import type { LabServices } from './services.ts';
import { STEP_PANEL, StepPanel } from './stepPanel/stepPanel.ts';
import { LabTerminals } from './terminal/labTerminals.ts';

/** What other features ask of labs. */
export interface RegisteredLabs {
  readonly overrides: LearnerOverrides;
}

/**
 * Starts the views, the panel and the commands of labs. Reads nothing before somebody looks.
 * @param compare shows what a cluster says about a manifest
 */
export function registerLabs(
  context: vscode.ExtensionContext,
  given: LabServices,
  compare: CompareDocument,
): RegisteredLabs {
  const practice = new ObservedPractice(given.practice);
  const services: LabServices = { ...given, practice };
  const session = new LabSession(services, context.workspaceState);
  const panel = new StepPanel(context.extensionUri, session);
  const editor = new LearnerEditor(services.files, () => panel.columnForFiles());
  const terminals = new LabTerminals(services);
  const manifests = new ManifestComparison(services.clusters, compare);
  const consents = context.globalState;
  const clusterTree = new ClusterTree(services, session);
  const clusterDocuments = new ClusterDocuments(services);
  const clusterView = vscode.window.createTreeView('k8sLabs.cluster', {
    treeDataProvider: clusterTree,
  });
  const problems = new LabProblems(services, session);
  const ui: LabUi = {
    services,
    session,
    panel,
    terminals,
    editor,
    manifests,
    clusterTree,
    clusterDocuments,
    consents,
  };
  const overrides = new LearnerOverrides(session, context.workspaceState);
  const runTree = new RunTree(session, practice);
  const runView = vscode.window.createTreeView('k8sLabs.runs', { treeDataProvider: runTree });
  const labTree = new LabTree(session);
  const labView = vscode.window.createTreeView('k8sLabs.labs', { treeDataProvider: labTree });

  context.subscriptions.push(
    session,
    panel,
    overrides,
    labView,
    clusterTree,
    clusterView,
    clusterTree.attach(clusterView),
    vscode.workspace.registerTextDocumentContentProvider(CLUSTER_SCHEME, clusterDocuments),
    new AutoCheck(services, session),
    new LabTests(services, session),
    registerFrontMatter(services, session),
    sayFilter(session, labView),
    revealOpenStep(session, labTree, labView, services.log),
    practice,
    runView,
    runTree.attach(runView),
    vscode.window.registerTreeDataProvider('k8sLabs.next', new NextView()),
    vscode.window.registerWebviewPanelSerializer(STEP_PANEL, panel),
    vscode.workspace.registerTextDocumentContentProvider(PROPOSED_SCHEME, proposedFiles),
    createStatusBar(session),
    createPracticeStatusBar(session, practice),
    new CheckProblems(services, session),
    problems,
    registerLabFixes((uri) => problems.of(uri)),
    keepContextKeys(services, session),
    ...commands.map((command) => registerCommand(ui, command)),
  );
  loadEarly(session).catch((error: unknown) => services.log.error(messageOf(error), error));
  return { overrides };
}

/** Says above the tree that it does not show everything. */
function sayFilter(session: LabSession, view: vscode.TreeView<unknown>): vscode.Disposable {
  return session.onDidChange(() => {
    const text = vscode.l10n.t('Not all labs are shown.');
    view.message = isFiltering(session.filter) ? text : '';
  });
}

/** Goes on where the window was left, and shows authors their mistakes; others wait for a click. */
async function loadEarly(session: LabSession): Promise<void> {
  const hasLabs = async (): Promise<boolean> =>
    (await vscode.workspace.findFiles('**/lab.md', '**/node_modules/**', 1)).length > 0;
  if (session.isRemembered || (await hasLabs())) await session.load();
}

import * as vscode from 'vscode';
import { isUsable, type Lab } from '../../../core/lab/model.ts';
import type { InstalledPack } from '../../../core/pack/installedPack.ts';
import type { Run } from '../../../core/run/model.ts';
import { difficultyWord } from '../difficulty.ts';
import { labState, minutesLeft, passedSteps, type LabState } from '../labState.ts';
import type { LabSession } from '../labSession.ts';
import { StepNode } from './stepNode.ts';
import { icon, TreeNode } from './treeNode.ts';

/** A lab with how far its run has come. A click opens it. */
export class LabNode extends TreeNode {
  readonly lab: Lab;
  readonly #session: LabSession;

  constructor(lab: Lab, session: LabSession, parent: TreeNode | undefined) {
    const isOpen = session.current?.lab.key === lab.key;
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    super(lab.title, `lab/${lab.key}`, parent, isOpen ? Expanded : Collapsed);
    this.lab = lab;
    this.#session = session;
    const run = session.recordOf(lab);
    const state = labState(lab, run, isUsable(lab));
    const word = describe(state, lab, run);
    this.iconPath = ICONS[state]();
    this.description = word;
    this.tooltip = tooltip(lab, word, session.shelf.packOf(lab));
    this.contextValue = `lab.${state}`;
    this.accessibilityInformation = { label: vscode.l10n.t('Lab {0}, {1}', lab.title, word) };
    this.command = {
      command: 'k8sLabs.openLab',
      title: vscode.l10n.t('Open'),
      arguments: [lab.key],
    };
  }

  override children(): TreeNode[] {
    return this.lab.steps.map((step, index) => new StepNode(step, index, this.#session, this));
  }
}

const ICONS: Readonly<Record<LabState, () => vscode.ThemeIcon>> = {
  broken: () => icon('error', 'list.errorForeground'),
  new: () => icon('beaker'),
  started: () => icon('beaker', 'charts.blue'),
  finished: () => icon('pass-filled', 'testing.iconPassed'),
};

function describe(state: LabState, lab: Lab, run: Run | undefined): string {
  switch (state) {
    case 'broken':
      return vscode.l10n.t('has mistakes');
    case 'new':
      return `${difficultyWord(lab)} · ${vscode.l10n.t('{0} min', lab.minutes)}`;
    case 'started': {
      const steps = vscode.l10n.t('{0} of {1} steps', passedSteps(lab, run), lab.steps.length);
      return `${steps} · ${vscode.l10n.t('{0} min left', minutesLeft(lab, run))}`;
    }
    case 'finished':
      return vscode.l10n.t('finished');
  }
}

function tooltip(lab: Lab, word: string, pack: InstalledPack | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`${lab.title} (${word})`);
  if (lab.summary !== '') text.appendMarkdown('\n\n').appendText(lab.summary);
  const problem = lab.problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    text.appendMarkdown('\n\n').appendText(`${problem.file}: ${problem.message}`);
  }
  if (pack !== undefined) {
    const { publisher, title, version } = pack;
    const from = vscode.l10n.t('From {0} {1} by {2}', title, version, publisher);
    const untested = pack.isTested ? '' : ` (${vscode.l10n.t('not tested before it was packed')})`;
    text.appendMarkdown('\n\n').appendText(`${from}${untested}`);
  }
  return text;
}

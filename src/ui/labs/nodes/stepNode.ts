import * as vscode from 'vscode';
import type { Lab, Step } from '../../../core/lab/model.ts';
import type { StepState } from '../../../core/run/model.ts';
import { stepState } from '../labState.ts';
import type { LabSession } from '../labSession.ts';
import { CheckNode } from './checkNode.ts';
import type { LabNode } from './labNode.ts';
import { icon, TreeNode } from './treeNode.ts';

/** A step of a lab. A click turns the panel to it. */
export class StepNode extends TreeNode {
  readonly step: Step;
  readonly lab: Lab;
  readonly #session: LabSession;

  constructor(step: Step, index: number, session: LabSession, parent: LabNode) {
    const open = session.current;
    const isCurrent = open?.lab.key === parent.lab.key && open.step?.id === step.id;
    // The id tells whether it is current, so that leaving a step folds it.
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const fold = step.checks.length === 0 ? None : isCurrent ? Expanded : Collapsed;
    super(
      `${index + 1}. ${step.title}`,
      `${parent.id}/${step.id}${isCurrent ? '/current' : ''}`,
      parent,
      fold,
    );
    this.step = step;
    this.lab = parent.lab;
    this.#session = session;
    const run = session.runOf(parent.lab);
    const state = stepState(step, run);
    const word = run === undefined ? '' : describe(state);
    this.iconPath =
      isCurrent && state === 'open' ? icon('arrow-right', 'charts.blue') : ICONS[state]();
    this.description = word;
    this.tooltip = step.goal === '' ? step.title : step.goal;
    this.contextValue = `step.${run?.step === step.id ? 'current' : state}`;
    this.accessibilityInformation = {
      label: [vscode.l10n.t('Step {0}: {1}', index + 1, step.title), word]
        .filter(Boolean)
        .join(', '),
    };
    this.command = {
      command: 'k8sLabs.goToStep',
      title: vscode.l10n.t('Go to This Step'),
      arguments: [step.id, parent.lab.key],
    };
  }

  override children(): TreeNode[] {
    return this.step.checks.map(
      (check) => new CheckNode(check, this.step, this.#session, this.lab, this),
    );
  }
}

const ICONS: Readonly<Record<StepState, () => vscode.ThemeIcon>> = {
  locked: () => icon('circle-outline', 'disabledForeground'),
  open: () => icon('circle-outline', 'charts.blue'),
  passed: () => icon('pass-filled', 'testing.iconPassed'),
  skipped: () => icon('debug-step-over', 'testing.iconSkipped'),
  'needs-containers': () => icon('package', 'disabledForeground'),
};

function describe(state: StepState): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('passed');
    case 'skipped':
      return vscode.l10n.t('skipped');
    case 'needs-containers':
      return vscode.l10n.t('needs real containers');
    case 'open':
    case 'locked':
      return '';
  }
}

import * as vscode from 'vscode';
import type { Check } from '../../../core/checks/check.ts';
import type { CheckResult } from '../../../core/checks/result.ts';
import type { Lab, Step } from '../../../core/lab/model.ts';
import type { CheckState } from '../../../shared/stepPanel.ts';
import { checkState, resultsOf } from '../labState.ts';
import type { LabSession } from '../labSession.ts';
import { icon, TreeNode } from './treeNode.ts';

/** A check with what it found. A click on a failed one opens the line to look at. */
export class CheckNode extends TreeNode {
  readonly check: Check;

  constructor(check: Check, step: Step, session: LabSession, lab: Lab, parent: TreeNode) {
    super(check.title, `${parent.id}/${check.id}`, parent, vscode.TreeItemCollapsibleState.None);
    this.check = check;
    const run = session.runOf(lab);
    const isCurrent = session.current?.lab.key === lab.key && run?.step === step.id;
    const live = isCurrent ? session.current?.live : undefined;
    const results = resultsOf(step, run, live);
    const state = checkState(check.id, results, live);
    const detail = describe(state, results.get(check.id));
    this.iconPath = ICONS[state]();
    this.description = detail;
    this.tooltip = detail === '' ? check.title : `${check.title}\n${detail}`;
    this.contextValue = `check.${state}`;
    this.accessibilityInformation = {
      label: vscode.l10n.t('Check {0}, {1}', check.title, detail || vscode.l10n.t('not checked')),
    };
    const place = placeIndex(results.get(check.id));
    if (isCurrent && place !== undefined) {
      this.command = {
        command: 'k8sLabs.openPlace',
        title: vscode.l10n.t('Show the Line'),
        arguments: [check.id, place],
      };
    }
  }
}

const ICONS: Readonly<Record<CheckState, () => vscode.ThemeIcon>> = {
  unknown: () => icon('circle-outline', 'testing.iconUnset'),
  running: () => icon('loading~spin'),
  pass: () => icon('pass', 'testing.iconPassed'),
  fail: () => icon('error', 'testing.iconFailed'),
  unable: () => icon('warning', 'problemsWarningIcon.foreground'),
  skipped: () => icon('debug-step-over', 'testing.iconSkipped'),
};

function describe(state: CheckState, result: CheckResult | undefined): string {
  if (state === 'running') return vscode.l10n.t('checking');
  switch (result?.state) {
    case 'pass':
      return vscode.l10n.t('passed');
    case 'fail': {
      const [first] = result.mismatches;
      if (first === undefined) return result.message ?? vscode.l10n.t('not yet');
      return vscode.l10n.t('expected {0}, found {1}', first.expected, first.found);
    }
    case 'unable':
      return vscode.l10n.t('could not check: {0}', result.remedy);
    case 'skipped':
      return result.reason;
    case undefined:
      return '';
  }
}

/** Which mismatch leads to a line of the learner's file; undefined: none does. */
function placeIndex(result: CheckResult | undefined): number | undefined {
  if (result?.state !== 'fail') return undefined;
  const index = result.mismatches.findIndex(({ pointsTo }) => pointsTo !== undefined);
  return index < 0 ? undefined : index;
}

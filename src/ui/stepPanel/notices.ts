import * as vscode from 'vscode';
import { isUsable } from '../../core/lab/model.ts';
import { pointsOf } from '../../core/run/points.ts';
import { progressOf } from '../../core/run/transitions.ts';
import type { Notice, PanelIntent } from '../../shared/stepPanel.ts';
import { stepState } from '../labs/labState.ts';
import type { OpenLab } from '../labs/labSession.ts';
import { whyNothingRuns } from '../trust.ts';

type Button = Notice['buttons'][number];

/** What stands in the learner's way or deserves to be said, the gravest first. */
export function notices(open: OpenLab): Notice[] {
  return [
    trust(),
    broken(open),
    unreachable(open),
    containers(open),
    kubectl(open),
    finished(open),
  ].filter((each) => each !== undefined);
}

function trust(): Notice | undefined {
  switch (whyNothingRuns()) {
    case 'untrusted': {
      const text = vscode.l10n.t(
        'This workspace is in Restricted Mode. You can read the lab, but nothing of it runs until you trust the workspace.',
      );
      return notice(
        'warning',
        text,
        button(vscode.l10n.t('Manage Trust'), { type: 'manageTrust' }),
      );
    }
    case 'virtual':
      return notice(
        'warning',
        vscode.l10n.t(
          'This workspace is not on a disk. You can read the lab; open a folder on a disk to work on it.',
        ),
      );
    case undefined:
      return undefined;
  }
}

function broken({ lab }: OpenLab): Notice | undefined {
  if (isUsable(lab)) return undefined;
  const problem = lab.problems.find(({ severity }) => severity === 'error');
  const what =
    problem === undefined
      ? vscode.l10n.t('it has no steps')
      : `${problem.file}: ${problem.message}`;
  return notice('error', vscode.l10n.t('This lab has mistakes and cannot be started: {0}', what));
}

function unreachable({ run }: OpenLab): Notice | undefined {
  if (run === undefined) return undefined;
  const results = Object.values(progressOf(run, run.step).results);
  const isUnreachable = results.some(
    (result) => result.state === 'unable' && ['unreachable', 'timeout'].includes(result.cause),
  );
  if (!isUnreachable) return undefined;
  return notice(
    'warning',
    vscode.l10n.t(
      'The cluster "{0}" does not answer, so nothing could be checked.',
      run.pin.context,
    ),
    button(vscode.l10n.t('Start the Practice Cluster'), { type: 'startPracticeCluster' }),
    button(vscode.l10n.t('Show Log'), { type: 'showLog' }),
  );
}

function containers({ step, run }: OpenLab): Notice | undefined {
  if (step?.level !== 'containers') return undefined;
  if (run !== undefined && stepState(step, run) !== 'needs-containers') return undefined;
  return notice(
    'info',
    vscode.l10n.t(
      'This step needs real containers, and the practice cluster only acts as if it ran them. Read on, or start the lab on a cluster made by kind, k3d or minikube to do this step too.',
    ),
    button(vscode.l10n.t('Choose a Cluster'), { type: 'chooseContext' }),
  );
}

function kubectl({ run, hasKubectl }: OpenLab): Notice | undefined {
  if (run === undefined || hasKubectl) return undefined;
  return notice(
    'warning',
    vscode.l10n.t(
      'There is no kubectl on this machine, so the commands of this lab do not run. Install it from kubernetes.io, or name its path in the setting k8sLabs.kubectlPath.',
    ),
  );
}

function finished({ lab, run }: OpenLab): Notice | undefined {
  if (run?.finishedAt === undefined) return undefined;
  const missing = lab.steps.filter((step) => stepState(step, run) === 'needs-containers').length;
  const text =
    missing === 0
      ? vscode.l10n.t('You have finished this lab. Clean up when you are done looking around.')
      : vscode.l10n.t('You have finished this lab; steps that need real containers: {0}.', missing);
  const marks = pointsOf(lab, run);
  const buttons = [
    button(vscode.l10n.t('Clean Up'), { type: 'cleanUp' }),
    ...(lab.marks.offersReceipt
      ? [button(vscode.l10n.t('Save a Receipt…'), { type: 'saveReceipt' })]
      : []),
  ];
  if (marks === undefined) return notice('success', text, ...buttons);
  const { needed, possible, reached } = marks;
  const points = vscode.l10n.t(
    'You have {0} of {1} points; {2} are asked for.',
    reached,
    possible,
    needed,
  );
  return notice(reached < needed ? 'warning' : 'success', `${text} ${points}`, ...buttons);
}

function notice(kind: Notice['kind'], text: string, ...buttons: Button[]): Notice {
  return { kind, text, buttons };
}

function button(label: string, intent: PanelIntent): Button {
  return { label, intent };
}

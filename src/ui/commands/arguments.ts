import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import type { Lab } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import type { LabUi } from '../labUi.ts';
import { difficultyWord } from '../labs/difficulty.ts';
import { LabNode } from '../labs/nodes/labNode.ts';
import { RunNode } from '../labs/nodes/runNode.ts';
import { StepNode } from '../labs/nodes/stepNode.ts';

/** The lab that an argument names: a row of a tree or a lab's key; undefined: neither. */
export function labOf({ session }: LabUi, argument: unknown): Lab | undefined {
  if (argument instanceof LabNode) return argument.lab;
  if (argument instanceof StepNode) return argument.lab;
  if (typeof argument === 'string') return session.shelf.byKey(argument);
  return undefined;
}

/** The run that an argument names, or the open lab's. */
export function runOf({ session }: LabUi, argument: unknown): Run | undefined {
  if (argument instanceof RunNode) return argument.run;
  if (argument instanceof LabNode) return session.runOf(argument.lab);
  return session.current?.run;
}

/** Lets people choose a lab. @returns undefined when they chose none */
export async function pickLab({ session }: LabUi): Promise<Lab | undefined> {
  const items = session.shelf.all.map((lab) => ({
    label: lab.title,
    description: [difficultyWord(lab), vscode.l10n.t('{0} min', lab.minutes), ...lab.tags].join(
      ' · ',
    ),
    detail: [lab.summary, ...lab.objectives].join(' · '),
    lab,
  }));
  if (items.length === 0) {
    throw new LabError('lab-not-found', vscode.l10n.t('There are no labs here.'));
  }
  const placeHolder = vscode.l10n.t('Which lab?');
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDetail: true,
    matchOnDescription: true,
  });
  return chosen?.lab;
}

import * as vscode from 'vscode';
import { isUsable, type Lab } from '../../core/lab/model.ts';
import type { Run } from '../../core/run/model.ts';
import { difficultyWord } from './difficulty.ts';
import { labState } from './labState.ts';

/** What the tree shows; nothing chosen in a group means all of it. */
export interface LabFilter {
  readonly states: readonly ('new' | 'started' | 'finished')[];
  readonly difficulties: readonly Lab['difficulty'][];
  readonly tags: readonly string[];
}

export const NO_FILTER: LabFilter = { states: [], difficulties: [], tags: [] };

export function isFiltering({ states, difficulties, tags }: LabFilter): boolean {
  return states.length + difficulties.length + tags.length > 0;
}

export function fitsFilter(
  { states, difficulties, tags }: LabFilter,
  lab: Lab,
  run: Run | undefined,
): boolean {
  const state = labState(lab, run, isUsable(lab));
  return (
    (states.length === 0 || states.some((each) => each === state)) &&
    (difficulties.length === 0 || difficulties.includes(lab.difficulty)) &&
    (tags.length === 0 || tags.some((tag) => lab.tags.includes(tag)))
  );
}

interface FilterItem extends vscode.QuickPickItem {
  readonly apply?: (filter: LabFilter) => LabFilter;
}

/** Lets people choose. @returns undefined when they left it as it was */
export async function pickFilter(
  labs: readonly Lab[],
  current: LabFilter,
): Promise<LabFilter | undefined> {
  const items = itemsFor(labs, current);
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which labs should be shown? Nothing chosen shows all.'),
  });
  return chosen?.reduce<LabFilter>((filter, { apply }) => apply?.(filter) ?? filter, NO_FILTER);
}

function itemsFor(labs: readonly Lab[], current: LabFilter): FilterItem[] {
  const group = (label: string): FilterItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const states = [
    ['new', vscode.l10n.t('not started')],
    ['started', vscode.l10n.t('started')],
    ['finished', vscode.l10n.t('finished')],
  ] as const;
  const levels = ['beginner', 'intermediate', 'advanced'] as const;
  const present = levels.filter((level) => labs.some(({ difficulty }) => difficulty === level));
  const tags = [...new Set(labs.flatMap((lab) => lab.tags))].toSorted();
  return [
    group(vscode.l10n.t('Progress')),
    ...states.map(([state, label]): FilterItem => ({
      label,
      picked: current.states.includes(state),
      apply: (filter) => ({ ...filter, states: [...filter.states, state] }),
    })),
    group(vscode.l10n.t('Difficulty')),
    ...present.map((difficulty): FilterItem => ({
      label: labelOf(labs, difficulty),
      picked: current.difficulties.includes(difficulty),
      apply: (filter) => ({ ...filter, difficulties: [...filter.difficulties, difficulty] }),
    })),
    ...(tags.length === 0 ? [] : [group(vscode.l10n.t('Topic'))]),
    ...tags.map((tag): FilterItem => ({
      label: tag,
      picked: current.tags.includes(tag),
      apply: (filter) => ({ ...filter, tags: [...filter.tags, tag] }),
    })),
  ];
}

function labelOf(labs: readonly Lab[], difficulty: Lab['difficulty']): string {
  const lab = labs.find((each) => each.difficulty === difficulty);
  return lab === undefined ? difficulty : difficultyWord(lab);
}

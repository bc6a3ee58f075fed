import * as vscode from 'vscode';
import type { Course, Lab } from '../../../core/lab/model.ts';
import type { LabSession } from '../labSession.ts';
import { minutesLeft } from '../labState.ts';
import { LabNode } from './labNode.ts';
import { icon, TreeNode } from './treeNode.ts';

/** A course with how many of its labs are finished. */
export class CourseNode extends TreeNode {
  readonly #shown: readonly Lab[];
  readonly #session: LabSession;

  /** @param shown those of its labs that the tree's filter lets through */
  constructor(course: Course, shown: readonly Lab[], session: LabSession) {
    const { Expanded } = vscode.TreeItemCollapsibleState;
    super(course.title, `course/${course.folder}`, undefined, Expanded);
    this.#shown = shown;
    this.#session = session;
    this.iconPath = icon('mortar-board');
    const labs = progressOf(course, session);
    this.description = labs;
    this.tooltip = [course.summary, labs].filter(Boolean).join('\n\n');
    this.contextValue = 'course';
    this.accessibilityInformation = {
      label: vscode.l10n.t('Course {0}, {1}', course.title, labs),
    };
  }

  override children(): TreeNode[] {
    return this.#shown.map((lab) => new LabNode(lab, this.#session, this));
  }
}

/** `2 of 3 labs · 25 min left`. */
function progressOf({ labs }: Course, session: LabSession): string {
  const open = labs.filter((lab) => session.recordOf(lab)?.finishedAt === undefined);
  const minutes = open.reduce((sum, lab) => sum + minutesLeft(lab, session.recordOf(lab)), 0);
  const done = labs.length - open.length;
  if (minutes === 0) return vscode.l10n.t('all {0} finished', labs.length);
  const count =
    done === 0
      ? labs.length === 1
        ? vscode.l10n.t('1 lab')
        : vscode.l10n.t('{0} labs', labs.length)
      : vscode.l10n.t('{0} of {1} labs', done, labs.length);
  const left =
    done === 0 ? vscode.l10n.t('{0} min', minutes) : vscode.l10n.t('{0} min left', minutes);
  return `${count} · ${left}`;
}

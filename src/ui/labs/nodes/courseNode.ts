import * as vscode from 'vscode';
import type { Course } from '../../../core/lab/model.ts';
import type { LabSession } from '../labSession.ts';
import { LabNode } from './labNode.ts';
import { icon, TreeNode } from './treeNode.ts';

/** A course with how many of its labs are finished. */
export class CourseNode extends TreeNode {
  readonly #course: Course;
  readonly #session: LabSession;

  constructor(course: Course, session: LabSession) {
    const { Expanded } = vscode.TreeItemCollapsibleState;
    super(course.title, `course/${course.folder}`, undefined, Expanded);
    this.#course = course;
    this.#session = session;
    this.iconPath = icon('mortar-board');
    const labs = countOf(course.labs.length);
    this.description = labs;
    this.tooltip = course.summary;
    this.contextValue = 'course';
    this.accessibilityInformation = {
      label: vscode.l10n.t('Course {0}, {1}', course.title, labs),
    };
  }

  override children(): TreeNode[] {
    return this.#course.labs.map((lab) => new LabNode(lab, this.#session, this));
  }
}

function countOf(labs: number): string {
  return labs === 1 ? vscode.l10n.t('1 lab') : vscode.l10n.t('{0} labs', labs);
}

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
    super(course.title, `course/${course.id}`, undefined, Expanded);
    this.#course = course;
    this.#session = session;
    this.iconPath = icon('mortar-board');
    this.description = vscode.l10n.t('{0} labs', course.labs.length);
    this.tooltip = course.summary;
    this.contextValue = 'course';
    this.accessibilityInformation = {
      label: vscode.l10n.t('Course {0}, {1} labs', course.title, course.labs.length),
    };
  }

  override children(): TreeNode[] {
    return this.#course.labs.map((lab) => new LabNode(lab, this.#session, this));
  }
}

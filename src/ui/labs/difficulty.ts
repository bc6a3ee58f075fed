import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';

/** How hard a lab is, in the language of the editor. */
export function difficultyWord({ difficulty }: Lab): string {
  switch (difficulty) {
    case 'beginner':
      return vscode.l10n.t('beginner');
    case 'intermediate':
      return vscode.l10n.t('intermediate');
    case 'advanced':
      return vscode.l10n.t('advanced');
  }
}

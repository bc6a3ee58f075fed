import * as vscode from 'vscode';
import { LabError } from '../core/errors.ts';

/** Why nothing of a lab runs in this window; undefined: it may run. */
export function whyNothingRuns(): 'untrusted' | 'virtual' | undefined {
  if (!vscode.workspace.isTrusted) return 'untrusted';
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isVirtual = folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file');
  return isVirtual ? 'virtual' : undefined;
}

/** @throws LabError `not-trusted` where labs can be read but nothing of them runs */
export function requireTrust(): void {
  switch (whyNothingRuns()) {
    case 'untrusted':
      throw new LabError(
        'not-trusted',
        vscode.l10n.t('This workspace is in Restricted Mode, so nothing of a lab runs.'),
        { next: vscode.l10n.t('You can read its steps; trust the workspace to work on them.') },
      );
    case 'virtual':
      throw new LabError(
        'not-trusted',
        vscode.l10n.t('This workspace is not on a disk, so nothing of a lab runs.'),
        { next: vscode.l10n.t('You can read its steps; open a folder on a disk to work on them.') },
      );
    case undefined:
  }
}

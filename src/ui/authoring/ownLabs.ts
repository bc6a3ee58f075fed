import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import type { LabSession } from '../labs/labSession.ts';
import { toSlashes } from '../settings.ts';

/** The labs that lie in the opened workspace: those that somebody writes here. */
export function ownLabs({ shelf }: LabSession): Lab[] {
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => `${toSlashes(uri.fsPath)}/`);
  return shelf.all.filter(({ folder }) => folders.some((each) => folder.startsWith(each)));
}

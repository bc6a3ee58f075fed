import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import { couldBe } from '../../core/lab/variables.ts';
import { resolveInside } from '../../core/paths.ts';
import { keptFolder, readLabFile } from '../../core/run/learnerFiles.ts';
import type { LabServices } from '../services.ts';
import { labSettings, toSlashes } from '../settings.ts';

/**
 * The folder for a learner's files: below the opened workspace, else below the folder that a
 * setting names. Never inside a lab's own folder, which an author may have opened.
 */
export function learnerFolder({ defaultWorkFolder }: LabServices, lab: Lab): string {
  const workspace = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (workspace !== undefined) {
    const folder = `${toSlashes(workspace.uri.fsPath)}/${lab.id}`;
    if (!`${folder}/`.startsWith(`${lab.folder}/`)) return folder;
  }
  return `${labSettings.workFolder() ?? defaultWorkFolder}/${lab.id}`;
}

/**
 * What to do with files that an earlier attempt left and that are not the lab's.
 * @returns undefined when people cancelled
 */
export async function askAboutFiles(
  services: LabServices,
  lab: Lab,
  folder: string,
): Promise<'keep' | 'replace' | undefined> {
  const changed = await changedFiles(services, lab, folder);
  if (changed.length === 0) return 'keep';
  const keep = vscode.l10n.t('Keep My Files');
  const replace = vscode.l10n.t('Start with Fresh Files');
  const kept = keptFolder(folder);
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('There are files of an earlier attempt.'),
    {
      modal: true,
      detail: [
        vscode.l10n.t('In {0}: {1}', folder, changed.join(', ')),
        vscode.l10n.t('Fresh files replace them; a copy of yours goes to {0}.', kept),
      ].join('\n\n'),
    },
    keep,
    replace,
  );
  if (chosen === undefined) return undefined;
  return chosen === keep ? 'keep' : 'replace';
}

async function changedFiles(
  { files }: LabServices,
  lab: Lab,
  folder: string,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { from, to } of lab.steps[0]?.files ?? []) {
    const mine = await files.read(await resolveInside(files, folder, to));
    if (mine !== undefined && !couldBe(await readLabFile(files, lab, from), mine)) changed.push(to);
  }
  return changed;
}

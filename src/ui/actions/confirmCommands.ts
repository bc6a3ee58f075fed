import * as vscode from 'vscode';
import type { Lab } from '../../core/lab/model.ts';
import type { LabUi } from '../labUi.ts';
import { isBundled } from '../labs/labShelf.ts';
import { contentHash } from './contentHash.ts';

/** Where the labs are remembered whose commands may run, by the hash of their text. */
const ALLOWED = 'k8sLabs.commandsAllowed';

/**
 * Asks, before the first command of a lab that did not come with the extension, whether its
 * commands may run. The answer holds until any text of the lab changes.
 */
export async function confirmCommands(
  { services, consents }: LabUi,
  lab: Lab,
  command: string,
): Promise<boolean> {
  if (isBundled(services, lab)) return true;
  const hash = await contentHash(lab);
  const allowed = consents.get<string[]>(ALLOWED, []);
  if (allowed.includes(hash)) return true;
  const run = vscode.l10n.t('Run Commands of This Lab');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Run commands of "{0}" in a terminal?', lab.title),
    {
      modal: true,
      detail: [
        command,
        vscode.l10n.t(
          'Commands run with your rights on this machine. Each runs only when you click it. You are asked again when the lab changes.',
        ),
      ].join('\n\n'),
    },
    run,
  );
  if (chosen !== run) return false;
  await consents.update(ALLOWED, [...allowed, hash]);
  return true;
}

import * as vscode from 'vscode';
import { type InstalledPack, readInstalledPack } from '../../core/pack/installedPack.ts';
import type { Log } from '../../core/ports.ts';
import { toSlashes } from '../settings.ts';

/** Refusals that were told already, so that they are told once a window. */
const told = new Set<string>();

/** The packs among the installed extensions; those that are refused are named with the reason. */
export function installedPacks(
  log: Log,
): readonly { readonly folder: string; readonly pack: InstalledPack }[] {
  return vscode.extensions.all.flatMap(({ extensionPath, packageJSON }) => {
    const pack = readInstalledPack(packageJSON as Readonly<Record<string, unknown>>);
    if (pack === undefined) return [];
    if (!('refused' in pack)) return [{ folder: toSlashes(`${extensionPath}/${pack.labs}`), pack }];
    if (!told.has(pack.refused)) {
      told.add(pack.refused);
      log.warn(pack.refused);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('{0} Its labs are not shown.', pack.refused),
      );
    }
    return [];
  });
}

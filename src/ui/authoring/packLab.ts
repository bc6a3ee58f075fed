import * as vscode from 'vscode';
import { LabError } from '../../core/errors.ts';
import { isUsable, type Lab } from '../../core/lab/model.ts';
import { buildPack } from '../../core/pack/buildPack.ts';
import { identityFault, type PackIdentity, type PackProof } from '../../core/pack/packFiles.ts';
import { titleOf } from '../../core/pack/scaffold.ts';
import { type Claim, describeClaim, isProved } from '../../core/proof/report.ts';
import type { LabCommand } from '../commands/command.ts';
import type { LabUi } from '../labUi.ts';
import { withProgress } from '../progress.ts';
import type { LabServices } from '../services.ts';
import { toSlashes } from '../settings.ts';
import { chooseCluster } from '../start/chooseCluster.ts';
import { ownLabs } from './ownLabs.ts';
import { proveApart } from './proveApart.ts';

interface Choice {
  /** The folder's own name, which it has in the pack too. */
  readonly name: string;
  /** Absolute: a lab's, or a course's. */
  readonly folder: string;
  readonly labs: readonly Lab[];
}

/** Makes a .vsix without code from labs of the workspace, after they were proved. */
export const packLab: LabCommand = {
  id: 'k8sLabs.packLab',
  needsTrust: true,
  async run(ui) {
    await ui.session.load();
    const choice = await pickLabs(ui);
    if (choice === undefined) return;
    const broken = choice.labs.find((lab) => !isUsable(lab));
    if (broken !== undefined) {
      throw new LabError(
        'lab-broken',
        vscode.l10n.t('"{0}" has mistakes, so it cannot be packed.', broken.title),
        { next: vscode.l10n.t('They stand in the Problems view.') },
      );
    }
    const identity = await askForIdentity(choice.name);
    if (identity === undefined) return;
    const proof = await askForProof(ui.services, choice.labs);
    if (proof === undefined) return;
    const file = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(`${choice.folder}/../${identity.name}-${identity.version}.vsix`),
      filters: { VSIX: ['vsix'] },
    });
    if (file === undefined) return;
    const folders = new Map([[choice.name, choice.folder]]);
    const { packer } = ui.services;
    const tested = proof === 'untested' ? undefined : proof;
    const archive = await buildPack(identity, choice.labs, folders, tested, packer.readTree);
    await packer.write(toSlashes(file.fsPath), archive);
    await offerToInstall(file);
  },
};

async function pickLabs({ session }: LabUi): Promise<Choice | undefined> {
  const own = ownLabs(session);
  const courses = session.shelf.courses.filter(({ labs }) =>
    labs.every((lab) => own.includes(lab)),
  );
  const choices: Choice[] = [
    ...courses.map(({ folder, labs }) => ({ name: baseOf(folder), folder, labs })),
    ...own.map((lab) => ({ name: baseOf(lab.folder), folder: lab.folder, labs: [lab] })),
  ];
  if (choices.length === 0) {
    throw new LabError('lab-not-found', vscode.l10n.t('This workspace has no lab yet.'), {
      next: vscode.l10n.t('Make one with "New Lab…".'),
    });
  }
  const items = choices.map((choice) => ({
    label: choice.name,
    description: choice.labs.map(({ title }) => title).join(', '),
    choice,
  }));
  const placeHolder = vscode.l10n.t('What should be packed?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.choice;
}

function baseOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

async function askForIdentity(base: string): Promise<PackIdentity | undefined> {
  const ask = (prompt: string, value: string, key: 'publisher' | 'name' | 'version') =>
    vscode.window.showInputBox({
      prompt,
      value,
      validateInput: (text) => identityFault({ ...SAMPLE, [key]: text }),
    });
  const publisher = await ask(vscode.l10n.t('Who hands it out'), 'local', 'publisher');
  if (publisher === undefined) return undefined;
  const name = await ask(vscode.l10n.t('Name of the pack'), base, 'name');
  if (name === undefined) return undefined;
  const version = await ask(vscode.l10n.t('Version'), '1.0.0', 'version');
  return version === undefined ? undefined : { publisher, name, version, title: titleOf(name) };
}

const SAMPLE: PackIdentity = { publisher: 'local', name: 'a', version: '1.0.0', title: 'A' };

/** @returns undefined when people cancelled. @throws LabError `lab-broken` for labs that are refuted */
async function askForProof(
  services: LabServices,
  labs: readonly Lab[],
): Promise<PackProof | 'untested' | undefined> {
  const prove = vscode.l10n.t('Prove and Pack');
  const untested = vscode.l10n.t('Pack Untested');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Prove the labs before they are packed?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Every step is tried on a cluster: as given, solved, reset, with its wrong and its other right answers. A pack that was not tried says so to whoever installs it.',
      ),
    },
    prove,
    untested,
  );
  if (chosen === undefined) return undefined;
  return chosen === untested ? 'untested' : proveAll(services, labs);
}

async function proveAll(
  services: LabServices,
  labs: readonly Lab[],
): Promise<PackProof | undefined> {
  const choice = await chooseCluster(services);
  if (choice === undefined) return undefined;
  const { context } = choice;
  return withProgress(vscode.l10n.t('Proving labs'), async (onPhase, signal) => {
    for (const lab of labs) {
      const tell = (claim: Claim): void =>
        onPhase(`${lab.title}: ${claim.step} ${describeClaim(claim)}`);
      const report = await proveApart(services, lab, { context }, tell, signal);
      const wrong = report.claims.find(({ state }) => state !== 'proved');
      if (isProved(report)) continue;
      const what = wrong === undefined ? '' : `${wrong.step} ${describeClaim(wrong)}`;
      const text = vscode.l10n.t('"{0}" is not proved: {1}', lab.title, wrong?.why ?? what);
      throw new LabError('lab-broken', text, {
        next: vscode.l10n.t('The Test Explorer shows every claim.'),
      });
    }
    const cluster = await services.clusters.open(context, signal);
    return { kubernetes: (await cluster.version(signal)).text };
  });
}

async function offerToInstall(file: vscode.Uri): Promise<void> {
  const install = vscode.l10n.t('Install Here');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Packed: {0}', toSlashes(file.fsPath)),
    install,
  );
  if (chosen !== install) return;
  await vscode.commands.executeCommand('workbench.extensions.installExtension', file);
}

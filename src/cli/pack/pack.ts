import { parseArgs } from 'node:util';
import { LabError } from '../../core/errors.ts';
import { allLabs } from '../../core/lab/labList.ts';
import type { Lab } from '../../core/lab/model.ts';
import { buildPack } from '../../core/pack/buildPack.ts';
import { identityFault, type PackIdentity, type PackProof } from '../../core/pack/packFiles.ts';
import { isProved } from '../../core/proof/report.ts';
import { titleOf } from '../../core/pack/scaffold.ts';
import { readTree, writeVsix } from '../../adapters/pack/writeVsix.ts';
import { absolute, UsageError } from '../arguments.ts';
import type { CliContext, Subcommand } from '../context.ts';
import { isBelow, requireUsable } from '../requireUsable.ts';
import { claimLines, summary } from '../test/formats.ts';
import { proveLabs } from '../test/proveLabs.ts';

export const pack: Subcommand = {
  name: 'pack',
  usage:
    'pack FOLDER… [--publisher P] [--name N] [--version V] [--title T] [--out F.vsix] [--untested] [--context C] [--kubeconfig F] [--yes] [--allow-programs]',
  summary: 'Make a .vsix without code from labs, after they were proved.',
  needsCluster: true,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        publisher: { type: 'string', default: 'local' },
        name: { type: 'string' },
        version: { type: 'string', default: '1.0.0' },
        title: { type: 'string' },
        out: { type: 'string' },
        untested: { type: 'boolean', default: false },
        context: { type: 'string' },
        kubeconfig: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'allow-programs': { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) throw new UsageError('Name the folders of labs or of a course.');
    const folders = await realFolders(positionals, context);
    const [first = ''] = folders.keys();
    const name = values.name ?? first;
    const { publisher, version } = values;
    const identity: PackIdentity = {
      publisher,
      name,
      version,
      title: values.title ?? titleOf(name),
    };
    const fault = identityFault(identity);
    if (fault !== undefined) throw new UsageError(fault);

    const labs = await labsIn([...folders.values()], context);
    const proof = values.untested ? undefined : await proofOf(labs, values, context);
    if (proof === 'refuted') {
      throw new LabError('lab-broken', 'Nothing was packed: not everything is proved.', {
        next: 'Mend the labs, or say --untested, which is recorded in the pack.',
      });
    }
    const out = absolute(context.cwd, values.out ?? `${name}-${version}.vsix`);
    await writeVsix(out, await buildPack(identity, labs, folders, proof, readTree));
    context.write(`${out}\n`);
    context.write(
      `Install it with: code --install-extension ${values.out ?? `${name}-${version}.vsix`}\n`,
    );
    return 0;
  },
};

/** The folders by their own names, which are their names in the pack. */
async function realFolders(
  names: readonly string[],
  { cwd, files }: CliContext,
): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  for (const name of names) {
    const folder = await files.realPath(absolute(cwd, name));
    if (folder === undefined) throw new LabError('file-failed', `There is no folder "${name}".`);
    const base = folder.slice(folder.lastIndexOf('/') + 1);
    if (folders.has(base)) throw new UsageError(`Two of these folders are called "${base}".`);
    folders.set(base, folder);
  }
  return folders;
}

async function labsIn(folders: readonly string[], context: CliContext): Promise<Lab[]> {
  const library = await context.library(folders);
  const labs = allLabs(library).filter((lab) => folders.some((folder) => isBelow(lab, folder)));
  if (labs.length === 0) throw new LabError('lab-not-found', 'There is no lab in these folders.');
  return requireUsable(labs);
}

async function proofOf(
  labs: readonly Lab[],
  {
    context: name,
    kubeconfig,
    yes,
    'allow-programs': allowPrograms,
  }: { context?: string; kubeconfig?: string; yes: boolean; 'allow-programs': boolean },
  context: CliContext,
): Promise<PackProof | 'refuted'> {
  const options = { context: name, kubeconfig, yes, allowPrograms };
  const { place, reports } = await proveLabs(labs, options, context, (lab, claim) =>
    context.write(claimLines(lab.id, claim)),
  );
  context.write(summary(reports));
  if (!reports.every(isProved)) return 'refuted';
  const cluster = await context.clusters.open(place, context.signal);
  return { kubernetes: (await cluster.version(context.signal)).text };
}

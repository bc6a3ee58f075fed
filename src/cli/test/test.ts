import { allLabs, findLab } from '../../core/lab/labList.ts';
import type { Lab } from '../../core/lab/model.ts';
import type { Claim, LabReport } from '../../core/proof/report.ts';
import { absolute } from '../arguments.ts';
import type { CliContext, Subcommand } from '../context.ts';
import type { ExitCode } from '../exitCode.ts';
import { isBelow, requireUsable } from '../requireUsable.ts';
import { testArguments } from './arguments.ts';
import { claimLines, junit, summary } from './formats.ts';
import { proveLabs } from './proveLabs.ts';

export const test: Subcommand = {
  name: 'test',
  usage:
    'test LAB… [--context C] [--kubeconfig F] [--yes] [--allow-programs] [--format pretty|json|junit]',
  summary:
    'Prove labs: every step fails as given, passes when solved, and is not fooled by its mutants.',
  needsCluster: true,
  async run(args, context) {
    const options = testArguments(args);
    const labs = await labsOf(options.labs, context);
    const onClaim = (lab: Lab, claim: Claim): void => {
      const lines = claimLines(lab.id, claim);
      if (options.format === 'pretty') context.write(lines);
      else context.log.info(lines.trimEnd());
    };
    const { reports } = await proveLabs(labs, options, context, onClaim);
    switch (options.format) {
      case 'json':
        context.write(`${JSON.stringify(reports, undefined, 2)}\n`);
        break;
      case 'junit':
        context.write(junit(reports));
        break;
      case 'pretty':
        context.write(summary(reports));
    }
    return exitCodeOf(reports);
  },
};

/** @throws LabError `lab-not-found`, `lab-broken` */
async function labsOf(names: readonly string[], context: CliContext): Promise<Lab[]> {
  const found = new Map<string, Lab>();
  for (const name of names) {
    const folder = await context.files.realPath(absolute(context.cwd, name));
    const library = await context.library(folder === undefined ? [] : [folder]);
    const below = allLabs(library).filter((lab) => folder !== undefined && isBelow(lab, folder));
    const meant = below.length > 0 ? below : [findLab(library, name)];
    for (const lab of meant) found.set(lab.folder, lab);
  }
  return requireUsable([...found.values()]);
}

/** A refuted claim counts for more than one that could not be decided: the author can act on it. */
function exitCodeOf(reports: readonly LabReport[]): ExitCode {
  const states = reports.flatMap(({ claims }) => claims.map(({ state }) => state));
  const isWrong = states.some((state) => state === 'refuted' || state === 'untested');
  if (isWrong || reports.some(({ left }) => left.length > 0)) return 1;
  return states.includes('unable') ? 2 : 0;
}

import { LabError } from '../../core/errors.ts';
import { allLabs, findLab } from '../../core/lab/labList.ts';
import { isUsable, type Lab } from '../../core/lab/model.ts';
import type { KubeContext } from '../../core/ports.ts';
import { type Claim, isProved, type LabReport } from '../../core/proof/report.ts';
import { absolute } from '../arguments.ts';
import type { CliContext, Scratch, Subcommand } from '../context.ts';
import type { ExitCode } from '../exitCode.ts';
import { requireConsent } from '../requireConsent.ts';
import { type TestArguments, testArguments } from './arguments.ts';
import { claimLines, junit, summary } from './formats.ts';

/** On which cluster, and whether the person agreed to it. */
export type PlaceOptions = Pick<TestArguments, 'context' | 'kubeconfig' | 'yes'>;

/** Labs that are proved at the same time: most of a proof is waiting for a cluster. */
const MAX_AT_ONCE = 4;

export const test: Subcommand = {
  name: 'test',
  usage: 'test LAB… [--context C] [--kubeconfig F] [--yes] [--format pretty|json|junit]',
  summary:
    'Prove labs: every step fails as given, passes when solved, and is not fooled by its mutants.',
  needsCluster: true,
  async run(args, context) {
    const options = testArguments(args);
    const labs = await labsOf(options.labs, context);
    const place = await placeOf(options, context);
    for (const lab of labs) await requireConsent(lab, place, options.yes, context);
    const onClaim = (lab: Lab, claim: Claim): void => {
      const lines = claimLines(lab.id, claim);
      if (options.format === 'pretty') context.write(lines);
      else context.log.info(lines.trimEnd());
    };
    const scratch = await context.scratch();
    const reports = await proveAll(labs, place, scratch, context, onClaim);
    // What could not be deleted is still written down in this folder.
    if (reports.every(({ left }) => left.length === 0)) await scratch.remove();
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

/**
 * Proves labs and shows every claim.
 * @returns whether all is proved that can be on this cluster, and the version of its Kubernetes
 */
export async function prove(
  labs: readonly Lab[],
  options: PlaceOptions,
  context: CliContext,
): Promise<{ isProved: boolean; kubernetes: string }> {
  const place = await placeOf(options, context);
  for (const lab of labs) await requireConsent(lab, place, options.yes, context);
  const scratch = await context.scratch();
  const show = (lab: Lab, claim: Claim): void => context.write(claimLines(lab.id, claim));
  const reports = await proveAll(labs, place, scratch, context, show);
  if (reports.every(({ left }) => left.length === 0)) await scratch.remove();
  context.write(summary(reports));
  const cluster = await context.clusters.open(place, context.signal);
  const { text } = await cluster.version(context.signal);
  return { isProved: reports.every(isProved), kubernetes: text };
}

/** @throws LabError `lab-not-found`, `lab-broken` */
async function labsOf(names: readonly string[], context: CliContext): Promise<Lab[]> {
  const found = new Map<string, Lab>();
  for (const name of names) {
    const folder = await context.files.realPath(absolute(context.cwd, name));
    const library = await context.library(folder === undefined ? [] : [folder]);
    const below = allLabs(library).filter(
      (lab) => lab.folder === folder || lab.folder.startsWith(`${folder}/`),
    );
    const meant = below.length > 0 ? below : [findLab(library, name)];
    for (const lab of meant) found.set(lab.folder, lab);
  }
  const labs = [...found.values()];
  const broken = labs.filter((lab) => !isUsable(lab));
  if (broken.length === 0) return labs;
  const ids = broken.map(({ id }) => id).join(', ');
  throw new LabError('lab-broken', `These labs have mistakes and cannot be tried: ${ids}.`, {
    next: 'Find them with: k8s-labs lint.',
  });
}

/** A cluster that was named, else the practice cluster: never what happens to be current. */
async function placeOf(
  { context: name, kubeconfig }: PlaceOptions,
  { clusters, log, practice, signal }: CliContext,
): Promise<KubeContext> {
  if (name === undefined && kubeconfig === undefined) {
    await practice.start((phase) => log.info(phase), signal);
  }
  const contexts = await clusters.contexts();
  const isMeant = ({ isCurrent, isPractice, ...each }: KubeContext): boolean =>
    name === undefined ? (kubeconfig === undefined ? isPractice : isCurrent) : each.name === name;
  const chosen = contexts.find(isMeant);
  if (chosen !== undefined) return chosen;
  throw new LabError('no-context', `There is no context "${name ?? ''}".`, {
    next: 'See "kubectl config get-contexts".',
  });
}

async function proveAll(
  labs: readonly Lab[],
  context: KubeContext,
  { folder, runs }: Scratch,
  { clock, files, kubectl, signal }: CliContext,
  onClaim: (lab: Lab, claim: Claim) => void,
): Promise<LabReport[]> {
  const { proveLab } = await import('../../core/labEngine.ts');
  const reports = new Map<Lab, LabReport>();
  const left = [...labs];
  const worker = async (): Promise<void> => {
    for (let lab = left.shift(); lab !== undefined; lab = left.shift()) {
      const current = lab;
      const place = { context, folder: `${folder}/files/${current.id}` };
      const ports = { runs, files, kubectl, clock };
      const report = await proveLab(
        current,
        ports,
        place,
        (claim) => onClaim(current, claim),
        signal,
      );
      reports.set(current, report);
    }
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
  return labs.flatMap((lab) => reports.get(lab) ?? []);
}

/** A refuted claim counts for more than one that could not be decided: the author can act on it. */
function exitCodeOf(reports: readonly LabReport[]): ExitCode {
  const states = reports.flatMap(({ claims }) => claims.map(({ state }) => state));
  const isWrong = states.some((state) => state === 'refuted' || state === 'untested');
  if (isWrong || reports.some(({ left }) => left.length > 0)) return 1;
  return states.includes('unable') ? 2 : 0;
}

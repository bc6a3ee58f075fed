import { LabError } from '../../core/errors.ts';
import type { Lab } from '../../core/lab/model.ts';
import type { KubeContext } from '../../core/ports.ts';
import type { Claim, LabReport } from '../../core/proof/report.ts';
import type { CliContext, Scratch } from '../context.ts';
import { requireConsent } from '../requireConsent.ts';
import type { TestArguments } from './arguments.ts';

/** On which cluster, and whether the person agreed to it. */
export type PlaceOptions = Pick<TestArguments, 'context' | 'kubeconfig' | 'yes' | 'allowPrograms'>;

type OnClaim = (lab: Lab, claim: Claim) => void;

/** Labs that are proved at the same time: most of a proof is waiting for a cluster. */
const MAX_AT_ONCE = 4;

/**
 * Proves labs with runs of their own.
 * @param onClaim hears of every claim when it ended
 * @returns the reports in the order of the labs, and the context on which they were proved
 */
export async function proveLabs(
  labs: readonly Lab[],
  options: PlaceOptions,
  context: CliContext,
  onClaim: OnClaim,
): Promise<{ reports: readonly LabReport[]; place: KubeContext }> {
  const place = await placeOf(options, context);
  for (const lab of labs) await requireConsent(lab, place, options.yes, context);
  const scratch = await context.scratch();
  const { allowPrograms } = options;
  const reports = await proveAll(labs, place, scratch, context, onClaim, allowPrograms);
  // What could not be deleted is still written down in this folder.
  if (reports.every(({ left }) => left.length === 0)) await scratch.remove();
  return { reports, place };
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
  onClaim: OnClaim,
  mayRunPrograms: boolean,
): Promise<LabReport[]> {
  const { proveLab } = await import('../../core/labEngine.ts');
  const reports = new Map<Lab, LabReport>();
  const left = [...labs];
  const worker = async (): Promise<void> => {
    for (let lab = left.shift(); lab !== undefined; lab = left.shift()) {
      const current = lab;
      const place = { context, folder: `${folder}/files/${current.id}` };
      const ports = { runs, files, kubectl, clock, mayRunPrograms };
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

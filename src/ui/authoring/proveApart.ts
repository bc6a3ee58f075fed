import type { Lab } from '../../core/lab/model.ts';
import type { KubeContext } from '../../core/ports.ts';
import type { Claim, LabReport } from '../../core/proof/report.ts';
import type { LabServices } from '../services.ts';

/**
 * The self-test of a lab, with a run and files apart from the learner's.
 * @param steps ids of the steps that are proved; left out, all are
 * @param onClaim hears of every claim when it ended
 * @throws the signal's reason when aborted
 */
export async function proveApart(
  { clock, files, kubectl, scratch }: LabServices,
  lab: Lab,
  { context, steps }: { readonly context: KubeContext; readonly steps?: ReadonlySet<string> },
  onClaim: (claim: Claim) => void,
  signal: AbortSignal,
): Promise<LabReport> {
  const { proveLab } = await import('../../core/labEngine.ts');
  const { folder, remove, runs } = await scratch();
  const ports = { runs, files, kubectl, clock };
  const place = { context, folder: `${folder}/files/${lab.id}`, steps };
  const report = await proveLab(lab, ports, place, onClaim, signal);
  // What could not be deleted is still written down in this folder.
  if (report.left.length === 0) await remove();
  return report;
}

import { LabError } from '../core/errors.ts';
import type { Lab } from '../core/lab/model.ts';
import type { KubeContext } from '../core/ports.ts';
import { assessCluster } from '../core/run/guard.ts';
import type { CliContext } from './context.ts';

/**
 * A cluster that is not known to be made for labs wants a word of the person.
 * @throws LabError `context-not-allowed`
 */
export async function requireConsent(
  lab: Lab,
  chosen: KubeContext,
  yes: boolean,
  { clusters, signal }: CliContext,
): Promise<void> {
  const cluster = await clusters.open(chosen, signal);
  const { isLabCluster, evidence } = assessCluster(chosen, cluster);
  if (isLabCluster) return;
  if (lab.isolation.cluster === 'disposable') {
    throw new LabError(
      'context-not-allowed',
      `"${lab.title}" starts only on clusters made for labs. ${evidence}`,
      {
        next: 'Use the practice cluster: k8s-labs cluster start',
      },
    );
  }
  if (yes) return;
  throw new LabError(
    'context-not-allowed',
    `"${chosen.name}" is no known lab cluster. ${evidence}`,
    {
      next: 'The lab makes a namespace of its own there and touches nothing else. Say --yes if that is right.',
    },
  );
}

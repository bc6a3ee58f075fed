import { LabError } from '../../core/errors.ts';
import type { Pin } from '../../core/ports.ts';

/**
 * Makes sure that what a context leads to now is what was pinned.
 * @throws LabError `context-changed` that names both
 */
export function assertSamePin(expected: Pin, found: Pin): void {
  if (found.server !== expected.server) {
    throw contextChanged(
      expected,
      `it was at ${expected.server}, and now the kubeconfig says ${found.server}`,
    );
  }
  if (found.caHash !== expected.caHash) {
    throw contextChanged(
      expected,
      `its certificate authority was ${shortHash(expected.caHash)}, and now it is ${shortHash(found.caHash)}`,
    );
  }
  // Whoever may not read kube-system has no identity to compare.
  if (expected.clusterId === '' || found.clusterId === '') return;
  if (found.clusterId !== expected.clusterId) {
    throw contextChanged(
      expected,
      `it was the cluster ${expected.clusterId}, and now ${found.clusterId} answers at its address`,
    );
  }
}

/** The context is another one than the lab was started on, or is gone. */
export function contextChanged({ context }: Pin, how: string): LabError {
  return new LabError(
    'context-changed',
    `The context "${context}" is not what this lab was started on: ${how}.`,
    { next: 'Switch the kubeconfig back, or start the lab again on the cluster that you want.' },
  );
}

function shortHash(hash: string): string {
  return hash === '' ? 'not named' : `${hash.slice(0, 12)}…`;
}

import { type ErrorReason, LabError, messageOf } from '../errors.ts';
import type { UnableCause } from './result.ts';
import type { Unreadable } from './snapshot.ts';

const CAUSES: Partial<Record<ErrorReason, UnableCause>> = {
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  'cluster-unreachable': 'unreachable',
  'cluster-timeout': 'timeout',
  'kind-not-served': 'not-installed',
  'context-changed': 'context-changed',
  'no-context': 'context-changed',
  'kubeconfig-broken': 'unreachable',
  'node-too-old': 'unreachable',
  'practice-cluster-missing': 'unreachable',
  'practice-cluster-failed': 'unreachable',
};

/** Why something could not be read, as the answer of the checks that need it. */
export function clusterUnreadable(error: unknown): Unreadable {
  if (error instanceof LabError) {
    const remedy = [error.message, error.next].filter((part) => part !== undefined).join(' ');
    return { cause: CAUSES[error.reason] ?? 'bad-check', remedy };
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { cause: 'timeout', remedy: 'The cluster did not answer in time. Check again.' };
  }
  return { cause: 'bad-check', remedy: `This could not be read: ${messageOf(error)}` };
}

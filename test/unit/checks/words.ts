import type { CheckResult } from '../../../src/core/checks/result.ts';
import { LabError } from '../../../src/core/errors.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';

/** An answer in a word, and what it found. */
export function shown(result: CheckResult): string {
  switch (result.state) {
    case 'pass':
      return `pass: ${result.evidence.map(({ value }) => value).join('; ')}`;
    case 'fail':
      return `fail: ${result.mismatches.map(({ found }) => found).join('; ')}`;
    case 'unable':
      return `unable: ${result.cause}`;
    case 'skipped':
      return 'skipped';
  }
}

/** A cluster that answers nothing. */
export function gone(): FakeCluster {
  const cluster = new FakeCluster();
  cluster.failure = new LabError('cluster-unreachable', 'It is gone.');
  return cluster;
}

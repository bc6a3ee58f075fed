import { withProgress } from '../bootstrap/progress.mjs';
import { buildCluster, clusterStep } from '../cluster/build.mjs';
import { withDistLock } from './repoLock.ts';

const firstBuildMs = 5 * 60_000;

/** Makes sure of the practice cluster's program. @returns its path. @throws StepError */
export async function ensureClusterBinary(): Promise<string> {
  const { binary } = await withDistLock(() =>
    withProgress({ id: 'cluster', text: clusterStep, guessMs: firstBuildMs }, (onProgress) =>
      buildCluster({ onProgress }),
    ),
  );
  return binary;
}

import type { Target } from './check.ts';
import type { CheckScope } from './kind.ts';
import type { Snapshot } from './snapshot.ts';
import { judgedObjects } from './target.ts';

/** Most Pods that one check enters or whose logs it reads. */
const MAX_PODS = 10;

/** One container of a Pod. */
export interface PodQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
}

/** Where a check that looks into Pods has to look; nowhere while they cannot be listed. */
export function podQueries(
  { container, target }: { readonly container: string | undefined; readonly target: Target },
  snapshot: Snapshot,
  scope: CheckScope,
): PodQuery[] {
  const pods = judgedObjects(target, snapshot, scope);
  if (!pods.ok) return [];
  return pods.value.slice(0, MAX_PODS).map(({ metadata }) => ({
    namespace: metadata.namespace ?? scope.namespace,
    pod: metadata.name,
    ...(container === undefined ? {} : { container }),
  }));
}

import type { Need } from '../checks/kind.ts';
import { messageOf } from '../errors.ts';
import type { Clock, Cluster, Log } from '../ports.ts';

/** How long a watch that failed waits before it is tried again. Milliseconds. */
const PAUSE_MS = 15_000;

/** One watch for each list, kept up until the signal aborts. What a cluster does is no error here. */
export async function watchLists(
  lists: readonly Extract<Need, { read: 'list' }>[],
  cluster: Cluster,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  const follow = async ({ kind, namespace }: (typeof lists)[number]): Promise<void> => {
    const query = { ...kind, ...(namespace === undefined ? {} : { namespace }) };
    while (!signal.aborted) {
      try {
        await cluster.watch(query, onChange, signal);
      } catch (error) {
        if (signal.aborted) return;
        log.info(`No watch on ${kind.kind}: ${messageOf(error)}`);
        await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
      }
    }
  };
  await Promise.all(lists.map(follow));
}

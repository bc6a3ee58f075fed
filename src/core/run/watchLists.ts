import { messageOf } from '../errors.ts';
import type { ObjectKind } from '../kubernetes/objects.ts';
import type { Clock, Cluster, Log } from '../ports.ts';

/** How long a watch that failed waits before it is tried again. Milliseconds. */
const PAUSE_MS = 15_000;

/** Objects of a kind, of one namespace or of all. */
export interface WatchedList {
  readonly kind: ObjectKind;
  readonly namespace: string | undefined;
}

/** One watch for each list, kept up until the signal aborts. What a cluster does is no error here. */
export async function watchLists(
  lists: readonly WatchedList[],
  cluster: Cluster,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  const follow = async ({ kind, namespace }: WatchedList): Promise<void> => {
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

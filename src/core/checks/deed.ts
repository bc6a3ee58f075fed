import type { Clock, Cluster } from '../ports.ts';
import type { Deed } from './kind.ts';

/** Does to the objects what a check says. @throws LabError, when the cluster refuses */
export async function carryOut(
  cluster: Cluster,
  deed: Deed,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (const ref of deed.objects) {
    switch (deed.do) {
      case 'delete':
        await cluster.delete(ref, {}, signal);
        break;
      case 'scale':
        await cluster.change(ref, { spec: { replicas: deed.replicas ?? 0 } }, signal);
        break;
      case 'restart': {
        // What `kubectl rollout restart` does.
        const restartedAt = new Date(clock.now()).toISOString();
        const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
        const template = { metadata: { annotations } };
        await cluster.change(ref, { spec: { template } }, signal);
      }
    }
  }
}

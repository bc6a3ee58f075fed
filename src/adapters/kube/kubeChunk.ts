// The cluster client with all that it brings, bundled apart and loaded on the first use.
import type { Clusters } from '../../core/ports.ts';
export { addToKubeconfig } from './addToKubeconfig.ts';
import { KubeClusters, type KubeClustersOptions } from './kubeClusters.ts';

export function createClusters(options: KubeClustersOptions): Clusters {
  return new KubeClusters(options);
}

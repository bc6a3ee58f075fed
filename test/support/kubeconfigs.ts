import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { KubeClusters } from '../../src/adapters/kube/kubeClusters.ts';
import type { Clusters, PracticeCluster } from '../../src/core/ports.ts';
import type { TestCluster } from './practiceCluster.ts';

/** A kubeconfig with one cluster, user and context, as far as tests change it. */
export interface SimpleKubeconfig {
  clusters: { name: string; cluster: Record<string, unknown> }[];
  users: { name: string; user: Record<string, unknown> }[];
  contexts: { name: string; context: Record<string, unknown> }[];
  'current-context': string;
}

/** What there is exactly one of in such a kubeconfig. */
export function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('The list is empty.');
  return first;
}

/** Writes the administrator's kubeconfig with a change. @returns its path */
export async function changedKubeconfig(
  cluster: TestCluster,
  name: string,
  change: (config: SimpleKubeconfig) => void,
): Promise<string> {
  const config = load(await readFile(cluster.kubeconfig, 'utf8')) as SimpleKubeconfig;
  change(config);
  const path = join(cluster.folder, name);
  await writeFile(path, dump(config));
  return path;
}

/** Clusters as a user sees them who has this kubeconfig and, unless said otherwise, no practice cluster. */
export function clustersWith(
  cluster: TestCluster,
  kubeconfig: string | undefined,
  status: PracticeCluster['status'] = async () => ({ state: 'missing' }),
): Clusters {
  return new KubeClusters({
    stateFolder: join(cluster.folder, 'state'),
    kubeconfig: () => kubeconfig,
    practice: { status },
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClusterProcess, startCluster } from '../../scripts/toolchain/clusterProcess.ts';
import { KubeClusters } from '../../src/adapters/kube/kubeClusters.ts';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import type { Cluster, Clusters } from '../../src/core/ports.ts';

const BUILT = fileURLToPath(new URL('../../dist/bin/k8s-labs-cluster', import.meta.url));

/** A real API server of a test's own, with everything that it needs in a folder that goes with it. */
export interface TestCluster extends ClusterProcess {
  /** Folder for a test's own files; state of runs and kubeconfigs are below it. */
  readonly folder: string;
  /** Opens clusters as the extension does. The practice cluster counts as running. */
  readonly clusters: Clusters;
  /** The cluster as its administrator. */
  readonly admin: Cluster;
}

/**
 * Starts a practice cluster. Fails where there is no binary: these tests need the real thing.
 * @param data its data folder, where that has to be one that an extension looks into
 * @param nodes how many simulated nodes; left out, the program's own number
 */
export async function startTestCluster(data?: string, nodes?: number): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-labs-test-'));
  const binary = process.env['K8S_LABS_CLUSTER_BIN'] ?? BUILT;
  const started = await startCluster({
    binary,
    data: data ?? join(folder, 'cluster'),
    ...(nodes === undefined ? {} : { nodes }),
  });
  const clusters = clustersOf(folder, started);
  const admin = await clusters.open(
    { name: started.context, kubeconfig: started.kubeconfig },
    AbortSignal.timeout(20_000),
  );
  return {
    ...started,
    folder,
    clusters,
    admin,
    async stop() {
      await started.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The adapter with this cluster as the practice cluster and no kubeconfig of the user's. */
function clustersOf(folder: string, { context, kubeconfig, server }: ClusterProcess): Clusters {
  return new KubeClusters({
    stateFolder: join(folder, 'state'),
    kubeconfig: () => kubeconfig,
    practice: { status: async () => ({ state: 'running', context, kubeconfig, server }) },
  });
}

let shared: Promise<TestCluster> | undefined;

/** One cluster for all suites of a test run; tests keep apart by namespaces. See `stopSharedCluster`. */
export async function sharedCluster(): Promise<TestCluster> {
  shared ??= startTestCluster();
  return shared;
}

/** For the root hook of the suites. */
export async function stopSharedCluster(): Promise<void> {
  await (await shared)?.stop();
  shared = undefined;
}

let namespaces = 0;

/** Makes a namespace in which Pods may be created. @returns its name */
export async function newNamespace(cluster: Cluster): Promise<string> {
  namespaces += 1;
  const name = `test-${process.pid}-${namespaces}`;
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, {}, limit());
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace: name };
  await until(
    'the default account',
    async () => (await cluster.get(account, limit())) !== undefined,
  );
  return name;
}

/** Applies objects one after the other. */
export async function applyAll(cluster: Cluster, ...objects: KubeObject[]): Promise<void> {
  for (const object of objects) await cluster.apply(object, {}, limit());
}

/** Asks until the answer is yes. @throws Error after 30 s */
export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Waited 30 s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A time limit for one request of a test. */
export function limit(): AbortSignal {
  return AbortSignal.timeout(20_000);
}

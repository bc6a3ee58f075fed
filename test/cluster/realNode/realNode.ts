import { mkdir, mkdtemp } from 'node:fs/promises';
import type { Server } from 'node:http';
import { KubeClusters } from '../../../src/adapters/kube/kubeClusters.ts';
import type { Cluster, Clusters } from '../../../src/core/ports.ts';
import { limit, until } from '../../support/practiceCluster.ts';
import type { Component } from './component.ts';
import { makeKeys, startControlPlane } from './controlPlane.ts';
import { makeImages } from './images.ts';
import {
  startContainerd,
  startCoreDns,
  startKubelet,
  startKubeProxy,
  startMetricsServer,
  startNetworkPolicy,
} from './node.ts';
import { DNS_IP, METRICS_PORT, NODE_IP, NODE_NAME, Places } from './places.ts';
import { startRegistry } from './registry.ts';
import { setting } from './setting.ts';

/** A cluster with one node that runs containers, as its administrator sees it. */
export interface RealNode {
  readonly kubeconfig: string;
  readonly context: string;
  readonly clusters: Clusters;
  readonly admin: Cluster;
  /** Folder for state of runs. */
  readonly state: string;
  stop(): Promise<void>;
}

const DNS_PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
] as const;

/** Starts everything, from keys to name server; about ten seconds. */
export async function startRealNode(): Promise<RealNode> {
  const places = new Places();
  const logs = setting('K8S_LABS_NODE_LOGS');
  await mkdir(places.path(), { recursive: true });
  await mkdir(logs, { recursive: true });
  const images = await makeImages(
    places.path('images'),
    setting('K8S_LABS_PACKAGES'),
    setting('K8S_LABS_PAUSE'),
  );
  const registry = await startRegistry(images);
  const components: Component[] = [];
  try {
    await makeKeys(places);
    components.push(...(await startControlPlane(places, logs)));
    components.push(await startContainerd(places, logs));
    components.push(await startKubelet(places, logs));
    components.push(await startKubeProxy(places, logs));
    const { admin, ...opened } = await open(places);
    await applyKubeletAccess(admin);
    await applyService(admin, 'kube-dns', { clusterIP: DNS_IP, ports: DNS_PORTS });
    components.push(await startCoreDns(places, logs));
    components.push(await startNetworkPolicy(places, logs));
    components.push(await startMetricsServer(places, logs));
    await applyMetricsApi(admin);
    await until('the node to be ready', () => isNodeReady(admin));
    return {
      kubeconfig: places.kubeconfig('admin'),
      ...opened,
      admin,
      stop: () => stopAll(registry, components),
    };
  } catch (error) {
    await stopAll(registry, components);
    throw error;
  }
}

/** The last one that was started goes first. Containers go with the world that they are in. */
async function stopAll(registry: Server, components: readonly Component[]): Promise<void> {
  for (const component of components.toReversed()) await component.stop();
  registry.closeAllConnections();
  registry.close();
}

async function open(
  places: Places,
): Promise<Pick<RealNode, 'admin' | 'clusters' | 'context' | 'state'>> {
  const kubeconfig = places.kubeconfig('admin');
  const state = await mkdtemp(places.path('state-'));
  const clusters = new KubeClusters({
    stateFolder: state,
    kubeconfig: () => kubeconfig,
    practice: { status: async () => ({ state: 'stopped' }) },
  });
  const [first] = await clusters.contexts();
  if (first === undefined) throw new Error(`${kubeconfig} names no context.`);
  return { state, clusters, context: first.name, admin: await clusters.open(first, limit()) };
}

/** Lets the API server ask the kubelet for logs and the like, as kubeadm does it later on. */
async function applyKubeletAccess(admin: Cluster): Promise<void> {
  const apiGroup = 'rbac.authorization.k8s.io';
  await admin.apply(
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kube-apiserver' },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'system:kubelet-api-admin' },
      subjects: [{ apiGroup, kind: 'User', name: 'kube-apiserver-kubelet-client' }],
    },
    {},
    limit(),
  );
}

/** A Service behind which is a process of the node's, not a Pod. */
async function applyService(
  admin: Cluster,
  name: string,
  spec: { clusterIP?: string; ports: readonly ServicePort[] },
): Promise<void> {
  const metadata = { name, namespace: 'kube-system' };
  await admin.apply({ apiVersion: 'v1', kind: 'Service', metadata, spec }, {}, limit());
  await admin.apply(
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: spec.ports.map(({ targetPort, ...port }) => ({
        ...port,
        port: targetPort ?? port.port,
      })),
      endpoints: [{ addresses: [NODE_IP], conditions: { ready: true } }],
    },
    {},
    limit(),
  );
}

interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort?: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Lets the API server pass on what is asked of metrics.k8s.io. */
async function applyMetricsApi(admin: Cluster): Promise<void> {
  const ports = [{ name: 'https', port: 443, targetPort: METRICS_PORT, protocol: 'TCP' }] as const;
  await applyService(admin, 'metrics-server', { ports });
  await admin.apply(
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        ...{ group: 'metrics.k8s.io', version: 'v1beta1' },
        service: { name: 'metrics-server', namespace: 'kube-system' },
        insecureSkipTLSVerify: true,
        ...{ groupPriorityMinimum: 100, versionPriority: 100 },
      },
    },
    {},
    limit(),
  );
}

async function isNodeReady(admin: Cluster): Promise<boolean> {
  const node = await admin.get({ apiVersion: 'v1', kind: 'Node', name: NODE_NAME }, limit());
  const conditions = (node?.['status'] as { conditions?: { type: string; status: string }[] })
    ?.conditions;
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

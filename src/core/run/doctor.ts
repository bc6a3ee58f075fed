import coerce from 'semver/functions/coerce.js';
import { messageOf } from '../errors.ts';
import { serves } from '../kubernetes/serves.ts';
import type { KubeObject, ObjectKind } from '../kubernetes/objects.ts';
import type { Cluster, KubeContext, Programs } from '../ports.ts';
import { assessCluster } from './guard.ts';

export type DoctorState = 'good' | 'missing' | 'unknown' | 'note';

/** One line of what a cluster is and can do. */
export interface DoctorRow {
  readonly name: string;
  readonly state: DoctorState;
  /** What was found, for people. */
  readonly found: string;
  /** What it means, or what to do; undefined where there is nothing to say. */
  readonly advice?: string | undefined;
}

/** Network plugins by the beginning of the name of their DaemonSet, and whether they enforce policies. */
const NETWORKS: readonly (readonly [prefix: string, name: string, enforces: boolean])[] = [
  ['calico', 'Calico', true],
  ['canal', 'Canal', true],
  ['cilium', 'Cilium', true],
  ['antrea', 'Antrea', true],
  ['kube-router', 'kube-router', true],
  ['weave', 'Weave Net', true],
  ['kube-network-policies', 'kube-network-policies', true],
  ['aws-node', 'Amazon VPC CNI', false],
  ['kindnet', 'kindnet', true],
  ['kube-flannel', 'Flannel', false],
];

/** Tools that labs use besides kubectl; none of them is needed. */
const TOOLS = ['helm', 'kind', 'k3d', 'minikube', 'docker', 'podman', 'git'];

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/**
 * Says which cluster this is, whether it is safe to practise on, and what it can and cannot do. It
 * only reads; what it may not read is unknown and says why.
 */
export async function examine(
  context: KubeContext,
  cluster: Cluster,
  programs: Programs,
  signal: AbortSignal,
): Promise<DoctorRow[]> {
  const assessment = assessCluster(context, cluster);
  const looks: Promise<DoctorRow>[] = [
    row('Cluster', async () => ({
      state: 'good',
      found: `${context.name} at ${cluster.pin.server}, ${(await cluster.version(signal)).text}`,
    })),
    row('Safe to practise on', async () => ({
      state: assessment.isLabCluster ? 'good' : 'note',
      found: assessment.isLabCluster ? 'yes' : 'ask yourself',
      advice: assessment.evidence,
    })),
    row('Your rights', () => rights(cluster, signal)),
    row('Nodes', () => nodes(cluster, signal)),
    row('Real containers', async () =>
      cluster.hasSimulatedNodes
        ? {
            state: 'note',
            found: 'no, simulated',
            advice:
              'Steps that need real containers can be read here, and done on kind, k3d or minikube.',
          }
        : { state: 'good', found: 'yes' },
    ),
    row('Default StorageClass', () => storage(cluster, signal)),
    row('Metrics', () =>
      served(
        cluster,
        { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics' },
        'kubectl top and autoscaling',
        signal,
      ),
    ),
    row('Ingress controller', () => ingress(cluster, signal)),
    row('NetworkPolicies enforced', () => network(cluster, signal)),
    row('Cluster DNS', () => dns(cluster, signal)),
    row('kubectl', () => kubectl(cluster, programs, signal)),
    row('Other tools', () => otherTools(programs, signal)),
  ];
  return Promise.all(looks);

  async function row(
    name: string,
    look: () => Promise<Omit<DoctorRow, 'name'>>,
  ): Promise<DoctorRow> {
    try {
      return { name, ...(await look()) };
    } catch (error) {
      signal.throwIfAborted();
      return { name, state: 'unknown', found: 'could not be read', advice: messageOf(error) };
    }
  }
}

type Found = Omit<DoctorRow, 'name'>;

async function rights(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  const question = { verb: 'create', group: '', resource: 'namespaces' };
  return (await cluster.mayDo(question, signal))
    ? { state: 'good', found: 'you may create namespaces' }
    : {
        state: 'missing',
        found: 'you may not create namespaces',
        advice: 'Labs make one each. Whoever administers the cluster can grant it.',
      };
}

async function nodes(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  const all = await cluster.list({ apiVersion: 'v1', kind: 'Node' }, signal);
  const ready = all.filter(isReady).length;
  const kind = cluster.hasSimulatedNodes ? ', simulated' : '';
  return {
    state: ready > 0 ? 'good' : 'missing',
    found: `${ready} of ${all.length} ready${kind}`,
    ...(ready > 0 ? {} : { advice: 'Pods stay Pending until a node is ready.' }),
  };
}

function isReady({ status }: KubeObject): boolean {
  const { conditions = [] } = (status ?? {}) as {
    conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.some((each) => each.type === 'Ready' && each.status === 'True');
}

async function storage(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  const classes = await cluster.list(
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
    signal,
  );
  const chosen = classes.find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  if (chosen !== undefined) return { state: 'good', found: chosen.metadata.name };
  return {
    state: 'missing',
    found: 'none',
    advice: 'A claim that names no class stays Pending.',
  };
}

async function served(
  cluster: Cluster,
  kind: ObjectKind,
  what: string,
  signal: AbortSignal,
): Promise<Found> {
  if (!(await serves(cluster, kind, signal))) {
    return { state: 'missing', found: 'not served', advice: `Without it there is no ${what}.` };
  }
  return { state: 'good', found: cluster.hasSimulatedNodes ? 'served, simulated' : 'served' };
}

async function ingress(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  const kind = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' };
  const classes = await cluster.list(kind, signal);
  if (classes.length > 0) {
    return { state: 'good', found: classes.map(({ metadata }) => metadata.name).join(', ') };
  }
  return {
    state: 'missing',
    found: 'none',
    advice: 'Ingress objects can be written and checked; no traffic follows them.',
  };
}

async function network(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  if (cluster.hasSimulatedNodes) {
    return {
      state: 'note',
      found: 'no, simulated',
      advice: 'Labs compute what policies allow; no packet is sent.',
    };
  }
  const kind = { apiVersion: 'apps/v1', kind: 'DaemonSet' };
  const sets = await cluster.list(kind, signal);
  const known = NETWORKS.find(([prefix]) =>
    sets.some(({ metadata }) => metadata.name.startsWith(prefix)),
  );
  if (known === undefined) {
    return { state: 'unknown', found: 'no network plugin that is known here' };
  }
  const [, name, enforces] = known;
  return enforces
    ? { state: 'good', found: name }
    : { state: 'missing', found: name, advice: 'It takes policies and does not follow them.' };
}

async function dns(cluster: Cluster, signal: AbortSignal): Promise<Found> {
  const service = { apiVersion: 'v1', kind: 'Service', namespace: 'kube-system' };
  const services = await cluster.list(service, signal);
  const found = services.find(({ metadata }) => metadata.labels?.['k8s-app'] === 'kube-dns');
  if (found !== undefined) return { state: 'good', found: found.metadata.name };
  return {
    state: cluster.hasSimulatedNodes ? 'note' : 'missing',
    found: 'none',
    advice: 'Names of Services are not resolved inside Pods.',
  };
}

async function kubectl(cluster: Cluster, programs: Programs, signal: AbortSignal): Promise<Found> {
  const found = await programs.find('kubectl', signal);
  if (found === undefined) {
    return {
      state: 'missing',
      found: 'not on the PATH',
      advice: 'Install it, or use the one that the practice cluster brings.',
    };
  }
  const { major, minor, text } = await cluster.version(signal);
  const own = coerce(found.version);
  const isNear = own !== null && own.major === major && Math.abs(own.minor - minor) <= 1;
  if (isNear) return { state: 'good', found: found.version };
  return {
    state: own === null ? 'unknown' : 'note',
    found: found.version || 'does not say its version',
    advice: `The server is ${text}; one minor version apart is supported.`,
  };
}

async function otherTools(programs: Programs, signal: AbortSignal): Promise<Found> {
  const found = await Promise.all(
    TOOLS.map(async (name) => {
      const tool = await programs.find(name, signal).catch(() => undefined);
      return tool === undefined ? undefined : `${name} ${tool.version}`.trim();
    }),
  );
  const there = found.filter((each) => each !== undefined);
  return { state: 'note', found: there.join(', ') || 'none of those that some labs use' };
}

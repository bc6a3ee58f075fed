import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { controlGroupRoots } from '../../../scripts/realNode/allowed.ts';
import { Component, answers } from './component.ts';
import { documents } from './controlPlane.ts';
import {
  DNS_IP,
  DOMAIN,
  METRICS_PORT,
  NODE_IP,
  NODE_NAME,
  NODE_POD_RANGE,
  POD_RANGE,
  type Places,
  REGISTRY,
} from './places.ts';
import { setting } from './setting.ts';

/** The container runtime, with every registry sent to ours. */
export async function startContainerd(places: Places, logs: string): Promise<Component> {
  const registry = `http://${REGISTRY.host}:${REGISTRY.port}`;
  await mkdir(places.path('certs.d', '_default'), { recursive: true });
  await mkdir(places.path('cni'), { recursive: true });
  await writeFile(
    places.path('certs.d', '_default', 'hosts.toml'),
    `server = "${registry}"\n[host."${registry}"]\n  capabilities = ["pull", "resolve"]\n`,
  );
  await writeFile(
    places.path('cni', '10-bridge.conflist'),
    JSON.stringify({
      cniVersion: '1.0.0',
      name: 'pods',
      plugins: [
        {
          ...{ type: 'bridge', bridge: 'cni0', isGateway: true, ipMasq: true, hairpinMode: true },
          ipam: {
            type: 'host-local',
            dataDir: places.path('addresses'),
            ranges: [[{ subnet: NODE_POD_RANGE }]],
            routes: [{ dst: '0.0.0.0/0' }],
          },
        },
        { type: 'portmap', capabilities: { portMappings: true } },
      ],
    }),
  );
  await writeFile(places.path('containerd.toml'), containerdConfig(places));
  return new Component('containerd', ['--config', places.path('containerd.toml')], logs).ready(
    async () => existsSync(places.containerd),
  );
}

function containerdConfig(places: Places): string {
  return `version = 3
root = "${places.path('containerd', 'root')}"
state = "${places.path('containerd', 'state')}"
disabled_plugins = ["io.containerd.snapshotter.v1.blockfile", "io.containerd.snapshotter.v1.erofs", "io.containerd.differ.v1.erofs", "io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt"]
[grpc]
  address = "${places.containerd}"
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  # The other way of pulling asks a service of containerd's that knows nothing of certs.d.
  use_local_image_pull = true
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "registry.k8s.io/pause:3.10"
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "${places.path('certs.d')}"
[plugins."io.containerd.cri.v1.runtime"]
  disable_apparmor = true
  # Without CAP_SYS_RESOURCE nobody may lower the score, and every Pod would fail.
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["${setting('K8S_LABS_CNI')}"]
    conf_dir = "${places.path('cni')}"
[plugins."io.containerd.grpc.v1.cri"]
  stream_server_address = "127.0.0.1"
`;
}

/** The kubelet. It is ready once it serves; the Node's own condition comes a moment later. */
export async function startKubelet(places: Places, logs: string): Promise<Component> {
  const controlGroup = setting('K8S_LABS_NODE_CGROUP');
  for (const root of controlGroupRoots()) {
    await mkdir(`${root}/${controlGroup}`, { recursive: true });
  }
  await writeFile(places.path('resolv.conf'), 'nameserver 127.0.0.1\n');
  await writeFile(
    places.path('kubelet.yaml'),
    documents({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: NODE_IP,
      healthzBindAddress: '127.0.0.1',
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: places.key('ca.crt') },
      },
      authorization: { mode: 'Webhook' },
      containerRuntimeEndpoint: `unix://${places.containerd}`,
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${controlGroup}`,
      failSwapOn: false,
      failCgroupV1: false,
      clusterDNS: [DNS_IP],
      clusterDomain: DOMAIN,
      resolvConf: places.path('resolv.conf'),
      // Disk and memory belong to the machine, which others use too.
      evictionHard: { 'memory.available': '100Mi' },
      imageGCHighThresholdPercent: 100,
      imageGCLowThresholdPercent: 99,
      serializeImagePulls: false,
      podLogsDir: places.path('pod-logs'),
      volumePluginDir: places.path('volume-plugins'),
    }),
  );
  return new Component(
    'kubelet',
    [
      `--config=${places.path('kubelet.yaml')}`,
      `--kubeconfig=${places.kubeconfig('kubelet')}`,
      `--root-dir=${places.path('kubelet')}`,
      `--cert-dir=${places.path('kubelet', 'pki')}`,
      ...[`--hostname-override=${NODE_NAME}`, `--node-ip=${NODE_IP}`, '--v=2'],
    ],
    logs,
  ).ready(() => answers('http://127.0.0.1:10248/healthz'));
}

/** What makes Services reachable. */
export async function startKubeProxy(places: Places, logs: string): Promise<Component> {
  await writeFile(
    places.path('kube-proxy.yaml'),
    documents({
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      bindAddress: NODE_IP,
      healthzBindAddress: '127.0.0.1:10256',
      mode: 'iptables',
      clusterCIDR: POD_RANGE,
      hostnameOverride: NODE_NAME,
      clientConnection: { kubeconfig: places.kubeconfig('admin') },
      // What these would change belongs to the machine.
      conntrack: {
        ...{ maxPerCore: 0, min: 0 },
        ...{ tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
      },
    }),
  );
  return new Component(
    'kube-proxy',
    [`--config=${places.path('kube-proxy.yaml')}`, '--v=2'],
    logs,
  ).ready(() => answers('http://127.0.0.1:10256/healthz'));
}

/**
 * What keeps NetworkPolicies: whatever begins between Pods passes a queue that it answers. Until it
 * listens, and for what is not between Pods, everything passes.
 */
export async function startNetworkPolicy(places: Places, logs: string): Promise<Component> {
  const args = ['-kubeconfig', places.kubeconfig('admin'), '-node', NODE_NAME];
  const engine = new Component('networkpolicy', args, logs);
  const begins = ['-m', 'conntrack', '!', '--ctstate', 'RELATED,ESTABLISHED'];
  const queue = ['-j', 'NFQUEUE', '--queue-num', '100', '--queue-bypass'];
  // Before kube-proxy's rules; where a Service leads has been decided by then.
  await promisify(execFile)('iptables', ['-I', 'FORWARD', '1', ...begins, ...queue]);
  return engine;
}

/** What measures Pods, a process on the node's address behind the API server's aggregator. */
export async function startMetricsServer(places: Places, logs: string): Promise<Component> {
  const kubeconfig = places.kubeconfig('admin');
  return new Component(
    'metrics-server',
    [
      ...[`--bind-address=${NODE_IP}`, `--secure-port=${METRICS_PORT}`],
      ...[`--kubeconfig=${kubeconfig}`, `--authentication-kubeconfig=${kubeconfig}`],
      `--authorization-kubeconfig=${kubeconfig}`,
      `--cert-dir=${places.path('metrics')}`,
      // The kubelet makes a certificate of its own.
      ...['--kubelet-insecure-tls', '--kubelet-preferred-address-types=InternalIP'],
      ...['--metric-resolution=10s', '--kubelet-request-timeout=5s'],
    ],
    logs,
  ).ready(() => answers(`https://${NODE_IP}:${METRICS_PORT}/livez`));
}

/** The name server, a process on the node's address behind an ordinary Service. */
export async function startCoreDns(places: Places, logs: string): Promise<Component> {
  await writeFile(
    places.path('Corefile'),
    `.:53 {
  bind ${NODE_IP}
  errors
  ready 127.0.0.1:8181
  kubernetes ${DOMAIN} in-addr.arpa ip6.arpa {
    kubeconfig ${places.kubeconfig('admin')}
    fallthrough in-addr.arpa ip6.arpa
    ttl 5
  }
  cache 5
  # Nothing outside the cluster has a name here.
  template ANY ANY {
    rcode NXDOMAIN
  }
}
`,
  );
  return new Component('coredns', ['-conf', places.path('Corefile')], logs).ready(() =>
    answers('http://127.0.0.1:8181/ready'),
  );
}

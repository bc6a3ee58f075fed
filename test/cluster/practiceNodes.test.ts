import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import { applyManifest, isReady, podOf } from '../support/manifests.ts';
import { service } from '../support/objects.ts';
import {
  limit,
  newNamespace,
  startTestCluster,
  type TestCluster,
  until,
} from '../support/practiceCluster.ts';
import { BINARY } from '../support/practiceProgram.ts';

const MANIFEST = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: store, labels: { app: store } }
spec:
  volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
  containers:
    - name: web
      image: nginx:1.27-alpine
      ports: [{ name: http, containerPort: 80 }]
      volumeMounts: [{ name: data, mountPath: /data }]
---
apiVersion: v1
kind: Service
metadata: { name: store }
spec: { type: LoadBalancer, selector: { app: store }, ports: [{ port: 8080, targetPort: http }] }
---
apiVersion: v1
kind: Pod
metadata: { name: talker }
spec:
  containers:
    - { name: sh, image: "busybox:1.36", command: [sh, -c, "echo $((6*7)) bikes; sleep 3600"] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: busy }
spec:
  selector: { matchLabels: { app: busy } }
  template:
    metadata:
      labels: { app: busy }
      annotations: { sim.k8s-labs/web: '{"milliCPU":180}' }
    spec:
      containers:
        - name: web
          image: nginx:1.27-alpine
          resources: { requests: { cpu: 100m } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: busy }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: busy }
  minReplicas: 1
  maxReplicas: 3
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;

describe('What the practice cluster simulates', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let namespace: string;

  before(async () => {
    cluster = await startTestCluster();
    namespace = await newNamespace(cluster.admin);
    await applyManifest(cluster.admin, namespace, MANIFEST);
    for (const name of ['store', 'talker']) {
      await until(`${name} to be ready`, async () =>
        isReady(await podOf(cluster.admin, namespace, name)),
      );
    }
  });

  after(() => cluster.stop());

  const get = async (apiVersion: string, kind: string, name: string): Promise<KubeObject> => {
    const object = await cluster.admin.get({ apiVersion, kind, name, namespace }, limit());
    assert.ok(object !== undefined, `${kind}/${name}`);
    return object;
  };
  const kubectl = async (...args: string[]): Promise<string> => {
    const flags = ['--kubeconfig', cluster.kubeconfig, '--namespace', namespace];
    return (await promisify(execFile)(BINARY, ['kubectl', ...flags, ...args])).stdout;
  };

  it('are several nodes in zones, which say that they are simulated', async () => {
    const nodes = await cluster.admin.list({ apiVersion: 'v1', kind: 'Node' }, limit());
    assert.equal(nodes.length, 3);
    const zones = nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    assert.ok(new Set(zones).size > 1, zones.join(' '));
    for (const { metadata } of nodes) {
      assert.ok(metadata.annotations?.['k8s-labs/simulated'] !== undefined, metadata.name);
    }
  });

  it('is a volume for a claim of the default class', async () => {
    const claim = await get('v1', 'PersistentVolumeClaim', 'data');
    assert.equal((claim['status'] as { phase: string }).phase, 'Bound');
  });

  it('is an address for a load balancer', async () => {
    await until('the address', async () => {
      const { status } = (await get('v1', 'Service', 'store')) as unknown as {
        status: { loadBalancer: { ingress?: { ip: string }[] } };
      };
      return (status.loadBalancer.ingress?.[0]?.ip ?? '') !== '';
    });
  });

  it('are figures by which a Deployment is scaled', async () => {
    const end = Date.now() + 90_000;
    let wanted = 1;
    while (wanted < 3 && Date.now() < end) {
      const hpa = await get('autoscaling/v2', 'HorizontalPodAutoscaler', 'busy');
      wanted = (hpa['status'] as { desiredReplicas?: number } | undefined)?.desiredReplicas ?? 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.equal(wanted, 3);
    assert.match(await kubectl('top', 'pods'), /busy-\S+ +1[6-9]\dm|busy-\S+ +2\d\dm/);
  });

  it('are logs that say so, and programs in containers', async () => {
    const log = await kubectl('logs', 'talker');
    assert.match(log, /^Simulated log/);
    assert.match(log, /42 bikes/);
    const script = 'for i in 1 2 3; do [ $i = 2 ] || echo $i; done; exit 7';
    const failure = await kubectl('exec', 'talker', '--', 'sh', '-c', script).then(
      () => assert.fail('It ended with 0.'),
      (error: unknown) => error as { code: number; stdout: string },
    );
    assert.deepEqual([failure.code, failure.stdout], [7, '1\n3\n']);
  });

  it('is an init container that waits for a Service, and no longer', async () => {
    const script = 'until nslookup late; do echo waiting; sleep 2; done';
    await applyManifest(cluster.admin, namespace, [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'patient' },
        spec: {
          initContainers: [{ name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', script] }],
          containers: [{ name: 'web', image: 'nginx:1.27-alpine' }],
        },
      },
    ]);
    await until('it to wait', async () =>
      /waiting/.test(await kubectl('logs', 'patient', '-c', 'wait').catch(() => '')),
    );
    assert.equal((await podOf(cluster.admin, namespace, 'patient')).phase, 'Pending');
    await applyManifest(cluster.admin, namespace, [service(namespace, 'late')]);
    await until('it to go on', async () =>
      isReady(await podOf(cluster.admin, namespace, 'patient')),
    );
  });

  it('are answers of Services and Pods to whoever asks through the API server', async () => {
    for (const [kind, name, port] of [
      ['Service', 'store', '8080'],
      ['Pod', 'store', '80'],
    ] as const) {
      const answer = await cluster.admin.proxy({ kind, namespace, name, port, path: '/' }, limit());
      assert.equal(answer.status, 200, kind);
    }
  });

  it('never goes for more than it is: admission, rights and garbage collection are real', async () => {
    const pod = (spec: object): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'privileged', namespace },
      spec: { containers: [{ name: 'c', image: 'busybox:1.36', ...spec }] },
    });
    await cluster.admin.change(
      { apiVersion: 'v1', kind: 'Namespace', name: namespace },
      { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } },
      limit(),
    );
    await assert.rejects(
      cluster.admin.apply(pod({ securityContext: { privileged: true } }), {}, limit()),
      /violates PodSecurity/,
    );
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'busy', namespace };
    await cluster.admin.delete(ref, {}, limit());
    await until('its Pods to go', async () => {
      const query = { apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: 'app=busy' };
      return (await cluster.admin.list(query, limit())).length === 0;
    });
  });
});

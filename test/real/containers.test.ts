import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { useNode } from '../cluster/realNode/shared.ts';
import { limit, until } from '../support/practiceCluster.ts';
import { containerOf, isReady, podOf } from '../support/manifests.ts';

const KUBECTL = process.env['K8S_LABS_CLUSTER_BIN'] ?? '';

/** Pods that do what learners meet: one of each. */
const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - name: web
      image: nginx:1.27-alpine
      ports: [{ containerPort: 80 }]
      readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 8080, targetPort: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: client }
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - { name: sh, image: "busybox:1.36", command: [sh, -c, "echo ready for you; sleep 3600"] }
---
apiVersion: v1
kind: Pod
metadata: { name: unready, labels: { app: web } }
spec:
  containers:
    - name: web
      image: nginx:1.27-alpine
      readinessProbe: { httpGet: { path: /nowhere, port: 80 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Pod
metadata: { name: unwell }
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: sh
      image: busybox:1.36
      command: [sh, -c, "touch /tmp/well; sleep 5; rm /tmp/well; sleep 3600"]
      livenessProbe: { exec: { command: [cat, /tmp/well] }, periodSeconds: 1, failureThreshold: 2 }
---
apiVersion: v1
kind: Pod
metadata: { name: slow }
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: sh
      image: busybox:1.36
      command: [sh, -c, "sleep 4; touch /tmp/up; sleep 3600"]
      startupProbe: { exec: { command: [cat, /tmp/up] }, periodSeconds: 1, failureThreshold: 30 }
      livenessProbe: { exec: { command: [cat, /tmp/up] }, periodSeconds: 1, failureThreshold: 1 }
---
apiVersion: v1
kind: Pod
metadata: { name: crash }
spec:
  containers:
    - { name: sh, image: "busybox:1.36", command: [sh, -c, "echo no database >&2; exit 3"] }
---
apiVersion: v1
kind: Pod
metadata: { name: greedy }
spec:
  containers:
    - name: sh
      image: busybox:1.36
      command: [sh, -c, "tail /dev/zero"]
      resources: { limits: { memory: 32Mi } }
---
apiVersion: v1
kind: Pod
metadata: { name: misspelt }
spec: { containers: [{ name: web, image: "ngnix:1.27" }] }
`;

describe('A real node', function () {
  this.timeout(120_000);
  const place = useNode(PODS, ['web', 'client']);

  const pod = (name: string) => podOf(place.node.admin, place.namespace, name);
  const kubectl = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
    promisify(execFile)(KUBECTL, ['kubectl', ...flags(), ...args]);
  const flags = (): string[] => [
    '--kubeconfig',
    place.node.kubeconfig,
    '--namespace',
    place.namespace,
  ];

  it('keeps what a program prints', async () => {
    const query = { namespace: place.namespace, pod: 'client', container: 'sh' };
    assert.equal((await place.node.admin.podLog(query, limit())).trim(), 'ready for you');
    assert.match(
      (await kubectl('logs', 'web')).stdout + (await kubectl('logs', 'web')).stderr,
      /worker process/,
    );
  });

  it('runs programs in containers, with what they say and their exit codes', async () => {
    const run = (...command: string[]) =>
      place.node.admin.exec(
        { namespace: place.namespace, pod: 'client', container: 'sh', command },
        limit(),
      );
    const said = await run('sh', '-c', 'id -u; hostname');
    assert.deepEqual([said.code, said.stdout.trim()], [0, '0\nclient']);
    assert.equal((await run('sh', '-c', 'exit 7')).code, 7);
    await assert.rejects(kubectl('exec', 'client', '--', 'sh', '-c', 'exit 7'), { code: 7 });
  });

  it('forwards a port to a container', async () => {
    const forwarding = spawn(KUBECTL, [
      ...['kubectl', ...flags(), 'port-forward', 'service/web', ':8080'],
    ]);
    try {
      const port = await portIn(forwarding);
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      assert.match(await answer.text(), /Welcome to nginx/);
    } finally {
      forwarding.kill();
    }
  });

  it('leads a Service to the Pods that are ready: by name, by address and through the API server', async () => {
    const run = (...command: string[]) =>
      place.node.admin.exec(
        { namespace: place.namespace, pod: 'client', container: 'sh', command },
        limit(),
      );
    for (const name of ['web', `web.${place.namespace}.svc.cluster.local`]) {
      const { stdout } = await run('wget', '-qO-', `http://${name}:8080/`);
      assert.match(stdout, /Welcome to nginx/, name);
    }
    const target = {
      kind: 'Service',
      namespace: place.namespace,
      name: 'web',
      port: '8080',
      path: '/',
    } as const;
    const answer = await place.node.admin.proxy(target, limit());
    assert.equal(answer.status, 200);
    assert.match(answer.body, /Welcome to nginx/);
    assert.notEqual((await run('wget', '-qO-', 'http://nobody:8080/')).code, 0);
  });

  it('leaves a Pod that is not ready out of the Service', async () => {
    assert.equal(isReady(await pod('unready')), false);
    const slices = await place.node.admin.list(
      {
        ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: place.namespace },
        labelSelector: 'kubernetes.io/service-name=web',
      },
      limit(),
    );
    const endpoints = slices.flatMap(
      (slice) =>
        slice['endpoints'] as { conditions: { ready: boolean }; targetRef: { name: string } }[],
    );
    const ready = endpoints.map((each) => [each.targetRef.name, each.conditions.ready]);
    assert.deepEqual(Object.fromEntries(ready), { web: true, unready: false });
  });

  it('starts a container again whose liveness probe fails', async () => {
    await until('a restart', async () => containerOf(await pod('unwell')).restartCount > 0);
    assert.equal(containerOf(await pod('unwell')).lastState.terminated?.exitCode, 137);
  });

  it('lets a startup probe hold the liveness probe back', async () => {
    await until('slow to be ready', async () => isReady(await pod('slow')));
    assert.equal(containerOf(await pod('slow')).restartCount, 0);
  });

  it('backs off from a program that ends with an error', async () => {
    await until('the back-off', async () => {
      const { state, lastState } = containerOf(await pod('crash'));
      return state.waiting?.reason === 'CrashLoopBackOff' && lastState.terminated?.exitCode === 3;
    });
    const query = { namespace: place.namespace, pod: 'crash', container: 'sh', previous: true };
    assert.match(await place.node.admin.podLog(query, limit()), /no database/);
  });

  it('kills a program for its memory', async () => {
    await until('the kill', async () => {
      const { state, lastState } = containerOf(await pod('greedy'));
      return [state, lastState].some(({ terminated }) => terminated?.reason === 'OOMKilled');
    });
  });

  it('cannot pull an image that is not there, and says so', async () => {
    await until('the back-off', async () => {
      return containerOf(await pod('misspelt')).state.waiting?.reason === 'ImagePullBackOff';
    });
    const events = await place.node.admin.list(
      { apiVersion: 'v1', kind: 'Event', namespace: place.namespace },
      limit(),
    );
    const said = events.map((event) => String(event['message']));
    assert.ok(
      said.some((text) => /ngnix:1\.27.*not found/.test(text)),
      said.join('\n'),
    );
  });
});

/** "Forwarding from 127.0.0.1:40123 -> 80". */
async function portIn(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout !== null);
  for await (const line of createInterface({ input: child.stdout })) {
    const [, port] = /127\.0\.0\.1:(\d+)/.exec(line) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error('kubectl port-forward ended.');
}

import assert from 'node:assert/strict';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../../src/core/checks/result.ts';
import type { KubeObject } from '../../../src/core/kubernetes/objects.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { configMap, deployment, pod, service } from '../../support/objects.ts';
import { checkOne, newCheck } from '../../support/rounds.ts';
import { gone, shown } from './words.ts';

const NS = 'lab-1';

async function look(
  cluster: FakeCluster,
  type: string,
  fields: object,
  files: Readonly<Record<string, string>> = {},
): Promise<CheckResult> {
  return checkOne(cluster, NS, newCheck(type, fields), { clock: new FakeClock(), files });
}

async function word(...args: Parameters<typeof look>): Promise<string> {
  return shown(await look(...args));
}

describe('cel', () => {
  const cluster = new FakeCluster(
    deployment(NS, 'web', { replicas: 2 }),
    service(NS, 'web'),
    pod(NS, 'a', { app: 'web' }),
    pod(NS, 'b', { app: 'web' }),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: NS },
      data: { a: 'aGk=' },
    },
  );
  const objects = {
    web: { kind: 'Deployment', name: 'web' },
    pods: { kind: 'Pod', selector: 'app=web' },
  };

  it('is true or false over several objects', async () => {
    const expr = 'size(pods) == web.spec.replicas';
    assert.equal(await word(cluster, 'cel', { objects, expr }), `pass: ${expr}`);
    const more = 'pods.all(p, p.metadata.name.startsWith("a"))';
    const show = 'pods.map(p, p.metadata.name).join(", ")';
    assert.equal(await word(cluster, 'cel', { objects, expr: more, show }), 'fail: a, b');
    assert.equal(await word(cluster, 'cel', { objects, expr: more }), 'fail: it is false');
  });

  it('fails as missing where a named object is not there', async () => {
    const result = await look(cluster, 'cel', {
      objects: { x: { kind: 'Deployment', name: 'nobody' } },
      expr: 'x.spec.replicas > 0',
    });
    assert.ok(result.state === 'fail' && result.isMissing);
  });

  it('is unable for an expression that is none, or that gives no truth', async () => {
    for (const expr of ['size(', 'web.spec.nothing > 1', 'size(pods)', 'quantity("1Gi") > 2']) {
      assert.equal(await word(cluster, 'cel', { objects, expr }), 'unable: bad-check', expr);
    }
    assert.equal(await word(gone(), 'cel', { objects, expr: 'true' }), 'unable: unreachable');
  });

  it('shows nothing of a Secret', async () => {
    const secret = { s: { kind: 'Secret', name: 's' } };
    const asked = { objects: secret, expr: 's.data.a == "no"', show: 's.data.a + "!"' };
    assert.equal(await word(cluster, 'cel', asked), 'fail: it is false');
  });
});

describe('lint', () => {
  const BAD =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - { name: a, image: nginx }\n';
  const asked = { file: 'pod.yaml', rules: ['image-latest'] };

  it('counts the findings of the rules that are named, and leads to their lines', async () => {
    const result = await look(new FakeCluster(), 'lint', asked, { 'pod.yaml': BAD });
    assert.ok(result.state === 'fail');
    assert.equal(result.mismatches[0]?.pointsTo?.line, 6);
    assert.match(result.mismatches[0]?.found ?? '', /has no tag/);
    const fixed = { 'pod.yaml': BAD.replace('nginx', 'nginx:1.29') };
    assert.equal(
      await word(new FakeCluster(), 'lint', asked, fixed),
      'pass: no findings of image-latest',
    );
  });

  it('can ask for a mistake', async () => {
    const broken = { ...asked, count: 1 };
    assert.match(await word(gone(), 'lint', broken, { 'pod.yaml': BAD }), /^pass: Image "nginx"/);
    const fixed = { 'pod.yaml': BAD.replace('nginx', 'nginx:1.29') };
    assert.equal(await word(gone(), 'lint', broken, fixed), 'fail: none');
  });

  it('takes a file that is not there as missing', async () => {
    const result = await look(new FakeCluster(), 'lint', asked);
    assert.ok(result.state === 'fail' && result.isMissing);
  });
});

describe('metric', () => {
  const metrics = (name: string, cpu: string, memory: string): KubeObject => ({
    apiVersion: 'metrics.k8s.io/v1beta1',
    kind: 'PodMetrics',
    metadata: { name, namespace: NS },
    containers: [{ name: 'web', usage: { cpu, memory } }],
  });
  const pods = [pod(NS, 'a', { app: 'web' }), pod(NS, 'b', { app: 'web' })];
  const target = { selector: 'app=web' };

  it('compares the use of each Pod, or of all together', async () => {
    const cluster = new FakeCluster(
      ...pods,
      metrics('a', '150m', '20Mi'),
      metrics('b', '50000000n', '40960Ki'),
    );
    const cpu = { target, resource: 'cpu' };
    assert.equal(await word(cluster, 'metric', { ...cpu, gte: '100m' }), 'fail: 50m');
    assert.equal(await word(cluster, 'metric', { ...cpu, gte: 0.05 }), 'pass: 150m; 50m');
    assert.equal(await word(cluster, 'metric', { ...cpu, gte: '200m', total: true }), 'pass: 200m');
    assert.equal(
      await word(cluster, 'metric', { target, resource: 'memory', lt: '40Mi' }),
      'fail: 40Mi',
    );
  });

  it('says that simulated figures are simulated', async () => {
    const cluster = new FakeCluster(pods[0] as KubeObject, metrics('a', '1m', '1Mi'));
    cluster.hasSimulatedNodes = true;
    assert.equal(
      await word(cluster, 'metric', { target, resource: 'cpu', lte: 1 }),
      'pass: 1m (simulated)',
    );
  });

  it('is unable before the first figures and without a cluster', async () => {
    const asked = { target, resource: 'cpu', gte: 0 };
    assert.equal(await word(new FakeCluster(...pods), 'metric', asked), 'unable: not-yet-due');
    assert.equal(await word(gone(), 'metric', asked), 'unable: unreachable');
  });
});

describe('all, any and not', () => {
  const cluster = new FakeCluster(configMap(NS, 'note', { text: 'b' }));
  const field = (equals: string): object => ({
    type: 'field',
    target: { kind: 'ConfigMap', name: 'note' },
    path: 'data.text',
    equals,
  });
  const absent = { type: 'exists', target: { kind: 'ConfigMap', name: 'nobody' } };
  const undecided = { type: 'exists', target: { apiVersion: 'no.such/v1', kind: 'Thing' } };
  const answer = (type: string, ...checks: object[]): Promise<string> =>
    word(cluster, type, { checks });

  it('all passes when each does, and shows everything that is wrong', async () => {
    assert.equal(await answer('all', field('b'), field('b')), 'pass: b; b');
    assert.equal(await answer('all', field('a'), field('b'), field('c')), 'fail: b; b');
    assert.equal(await answer('all', field('b'), undecided), 'unable: not-installed');
    assert.equal(await answer('all', field('a'), undecided), 'fail: b');
  });

  it('any passes when one does', async () => {
    assert.equal(await answer('any', field('a'), field('b')), 'pass: b');
    assert.equal(await answer('any', undecided, field('b')), 'pass: b');
    assert.equal(await answer('any', field('a'), field('c')), 'fail: b; b');
    assert.equal(await answer('any', field('a'), undecided), 'unable: not-installed');
  });

  it('not passes when none does', async () => {
    assert.equal(await answer('not', field('a'), absent), 'pass: it is not so');
    assert.equal(await answer('not', field('a'), field('b')), 'fail: b');
    assert.equal(await answer('not', field('a'), undecided), 'unable: not-installed');
  });

  it('refuse parts that are wrong, at their place', () => {
    const kind = checkKinds.find(({ type }) => type === 'all');
    const fault = (...checks: object[]): string => {
      const issues = kind?.fields.safeParse({ checks }).error?.issues ?? [];
      return issues.map(({ message, path }) => `${path.join('.')}: ${message}`).join('; ');
    };
    assert.match(
      fault(field('a'), { type: 'exist' }),
      /^checks\.1\.type: "exist" is no check type/,
    );
    assert.match(fault({ type: 'changed' }), /^checks\.0\.type: /);
    assert.match(fault({ ...field('a'), path: '[' }), /^checks\.0\.path: /);
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalPrograms } from '../../src/adapters/process/localPrograms.ts';
import type { Check } from '../../src/core/checks/check.ts';
import { checkStep, takeBaselines } from '../../src/core/checks/engine.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { Machine } from '../../src/core/checks/roundSnapshot.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import { LabError } from '../../src/core/errors.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { changedKubeconfig, clustersWith, only } from '../support/kubeconfigs.ts';
import { configMap, deployment, pod, service } from '../support/objects.ts';
import {
  applyAll,
  limit,
  newNamespace,
  sharedCluster,
  type TestCluster,
  until,
} from '../support/practiceCluster.ts';
import { checkOne, newCheck, newRound } from '../support/rounds.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const FILES = {
  'web.yaml': 'kind: Deployment\nspec:\n  replicas: 2\n',
  'q.yaml': 'q1: app=web\n',
  'refused.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: empty\nspec:\n  containers: []\n',
};
const KUBECONFIG = [
  'current-context: practice',
  'contexts: [{ name: practice, context: { cluster: here, user: me, namespace: shop } }]',
  'clusters: [{ name: here, cluster: { server: "https://127.0.0.1:6443" } }]',
  'users: [{ name: me, user: { token: secret-token } }]',
].join('\n');
const programs = new LocalPrograms({
  path: async () => undefined,
  run: async () => ({ code: 1, stdout: '', stderr: '' }),
});
const LIST = /\blist\b.*\b(?:pods|services|deployments|configmaps|endpointslices|replicasets)\b/;

/** What passes and what fails in a namespace with Deployment web, its Service, and two more Services. */
const CASES: readonly {
  type: string;
  pass: object;
  fail: object;
  expected: RegExp;
  found: RegExp;
  /** The right that is missing; absent where nobody needs one. */
  forbidden?: RegExp;
  /** How long it waits, for what does something. Milliseconds. */
  timeoutMs?: number;
}[] = [
  {
    type: 'exists',
    pass: { target: { kind: 'Pod', selector: 'app=web' }, count: 2 },
    fail: { target: { kind: 'Pod', selector: 'app=web' }, count: '>2' },
    expected: /more than 2/,
    found: /^2$/,
    forbidden: LIST,
  },
  {
    type: 'absent',
    pass: { target: { kind: 'Pod', name: 'nobody' } },
    fail: { target: { kind: 'Service', name: 'web' } },
    expected: /no Service\/web/,
    found: /Service\/web/,
    forbidden: LIST,
  },
  {
    type: 'field',
    pass: {
      target: { kind: 'Deployment', name: 'web' },
      path: 'spec.template.spec.containers[0].resources.requests.cpu',
      equals: '0.01',
      as: 'quantity',
    },
    fail: { target: { kind: 'Deployment', name: 'web' }, path: 'spec.replicas', equals: 3 },
    expected: /^3$/,
    found: /^2$/,
    forbidden: LIST,
  },
  {
    type: 'condition',
    pass: { target: { kind: 'Deployment', name: 'web' }, condition: 'Available' },
    fail: { target: { kind: 'Deployment', name: 'web' }, condition: 'Available', status: 'False' },
    expected: /Available=False/,
    found: /Available=True/,
    forbidden: LIST,
  },
  {
    type: 'rollout',
    pass: { target: { kind: 'Deployment', name: 'web' } },
    fail: { target: { kind: 'Deployment', name: 'stuck' } },
    expected: /1 of 1/,
    found: /0 of 1/,
    forbidden: LIST,
  },
  {
    type: 'selects',
    pass: {
      from: { kind: 'Service', name: 'web' },
      to: { kind: 'Pod', selector: 'app=web' },
      ready: true,
      ports: 'match',
    },
    fail: {
      from: { kind: 'Service', name: 'typo' },
      to: { kind: 'Pod', selector: 'app=web' },
      ready: true,
    },
    expected: /^app=web$/,
    found: /^app=webb$/,
    forbidden: LIST,
  },
  {
    type: 'owned',
    pass: {
      target: { kind: 'Pod', selector: 'app=web' },
      by: { kind: 'Deployment', name: 'web' },
      count: 2,
    },
    fail: { target: { kind: 'Pod', name: 'alone' }, by: { kind: 'Deployment', name: 'web' } },
    expected: /Deployment\/web/,
    found: /0/,
    forbidden: LIST,
  },
  {
    type: 'changed',
    pass: { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text', expect: 'changed' },
    fail: { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text', expect: 'same' },
    expected: /the same value/,
    found: /after/,
    forbidden: LIST,
  },
  {
    type: 'selector-answer',
    pass: { file: 'q.yaml', path: 'q1', target: { kind: 'Service' }, names: ['web'] },
    fail: { file: 'q.yaml', path: 'q1', target: { kind: 'Service' }, names: ['web', 'typo'] },
    expected: /typo, web/,
    found: /^web$/,
    forbidden: LIST,
  },
  {
    type: 'http',
    pass: { service: 'web', port: 8000 },
    fail: { service: 'port', port: 8000 },
    expected: /200/,
    found: /503/,
    forbidden: LIST,
  },
  {
    type: 'file',
    pass: { file: 'web.yaml', path: 'spec.replicas', equals: 2 },
    fail: { file: 'web.yaml', path: 'spec.replicas', equals: 3 },
    expected: /^3$/,
    found: /^2$/,
  },
  {
    type: 'compare',
    pass: {
      left: { target: { kind: 'Deployment', name: 'web' }, path: 'spec.replicas' },
      right: { file: 'web.yaml', path: 'spec.replicas' },
    },
    fail: {
      left: { target: { kind: 'Service', name: 'web' }, path: 'spec.ports[0].port' },
      right: { target: { kind: 'Deployment', name: 'web' }, path: 'spec.replicas' },
      expect: 'less',
    },
    expected: /less than spec\.replicas of Deployment\/web, which is 2/,
    found: /^8000$/,
    forbidden: /\blist\b.*\bdeployments\b/,
  },
  {
    type: 'waiting',
    pass: {
      target: { kind: 'Pod', name: 'no-image' },
      reason: ['ErrImagePull', 'ImagePullBackOff'],
    },
    fail: { target: { kind: 'Pod', name: 'alone' }, reason: 'CrashLoopBackOff' },
    expected: /to wait for CrashLoopBackOff/,
    found: /it runs/,
    forbidden: LIST,
  },
  {
    type: 'restarts',
    pass: { target: { kind: 'Pod', name: 'crashing' }, count: '>=1', exitCode: 3 },
    fail: { target: { kind: 'Pod', name: 'alone' }, count: '>=1' },
    expected: /at least 1 restarts?/,
    found: /^0$/,
    forbidden: LIST,
  },
  {
    type: 'event',
    pass: { reason: 'FailedScheduling', type: 'Warning', involved: { kind: 'Pod', name: 'stuck' } },
    fail: { reason: 'FailedScheduling', count: 0 },
    expected: /none|0/,
    found: /didn't match/,
    forbidden: /\blist\b.*\bevents\b/,
  },
  {
    type: 'log',
    pass: { target: { kind: 'Pod', name: 'crashing' }, contains: 'cannot reach the database' },
    fail: { target: { kind: 'Pod', name: 'crashing' }, matches: 'all is (well|fine)' },
    expected: /all is/,
    found: /cannot reach the database/,
    forbidden: LIST,
  },
  {
    type: 'served',
    pass: { apiVersion: 'extensions/v1beta1', kind: 'Ingress', expect: false },
    fail: { apiVersion: 'extensions/v1beta1', kind: 'Ingress' },
    expected: /^served$/,
    found: /^not served$/,
  },
  {
    type: 'can-i',
    pass: { verb: 'get', resource: 'pods/log', serviceAccount: 'default', allowed: false },
    fail: { verb: 'get', resource: 'pods/log', serviceAccount: 'default' },
    expected: /^allowed$/,
    found: /^not allowed$/,
    forbidden: /\bcreate\b.*\bsubjectaccessreviews\b/,
  },
  {
    type: 'admission',
    pass: { file: 'refused.yaml', expect: 'refused', messageMatches: 'spec.containers' },
    fail: { file: 'refused.yaml' },
    expected: /to be accepted/,
    found: /spec\.containers/,
    forbidden: /\bpatch\b.*\bpods\b/,
  },
  {
    type: 'metric',
    pass: { target: { selector: 'app=web' }, resource: 'cpu', lt: 1 },
    fail: { target: { selector: 'app=web' }, resource: 'memory', gt: '64Gi', total: true },
    expected: /more than 64Gi memory/,
    found: /Mi \(simulated\)/,
    forbidden: LIST,
  },
  {
    type: 'lint',
    pass: { file: 'refused.yaml', rules: ['image-latest'] },
    fail: { file: 'refused.yaml' },
    expected: /findings/,
    found: /containers/,
  },
  {
    type: 'cel',
    pass: {
      objects: {
        web: { kind: 'Deployment', name: 'web' },
        pods: { kind: 'Pod', selector: 'app=web' },
      },
      expr: 'size(pods) == web.status.readyReplicas && pods.all(p, has(p.spec.nodeName))',
    },
    fail: {
      objects: { services: { kind: 'Service' } },
      expr: 'services.all(s, has(s.metadata.labels))',
      show: 'services.map(s, s.metadata.name).join(" ")',
    },
    expected: /services\.all/,
    found: /web/,
    forbidden: LIST,
  },
  {
    type: 'all',
    pass: {
      checks: [
        { type: 'exists', target: { kind: 'Service', name: 'web' } },
        { type: 'condition', target: { kind: 'Deployment', name: 'web' }, condition: 'Available' },
      ],
    },
    fail: {
      checks: [
        { type: 'exists', target: { kind: 'Service', name: 'web' } },
        {
          type: 'field',
          target: { kind: 'Deployment', name: 'web' },
          path: 'spec.replicas',
          equals: 3,
        },
      ],
    },
    expected: /^3$/,
    found: /^2$/,
    forbidden: LIST,
  },
  {
    type: 'any',
    pass: {
      checks: [
        { type: 'exists', target: { kind: 'Service', name: 'nobody' } },
        { type: 'exists', target: { kind: 'Service', name: 'web' } },
      ],
    },
    fail: { checks: [{ type: 'exists', target: { kind: 'Service', name: 'nobody' } }] },
    expected: /Service\/nobody/,
    found: /nothing/,
    forbidden: LIST,
  },
  {
    type: 'not',
    pass: { checks: [{ type: 'exists', target: { kind: 'Service', name: 'nobody' } }] },
    fail: { checks: [{ type: 'exists', target: { kind: 'Service', name: 'web' } }] },
    expected: /something else/,
    found: /Service\/web/,
    forbidden: LIST,
  },
  {
    type: 'reach',
    pass: { from: { selector: 'app=web' }, to: { name: 'alone' }, port: 80 },
    fail: { from: { labels: { app: 'web' } }, to: { name: 'alone' }, port: 80 },
    expected: /let through/,
    found: /shut out by NetworkPolicy\/only-web/,
    forbidden: /\blist\b.*\bnetworkpolicies\b/,
  },
  {
    type: 'exec',
    pass: { target: { name: 'alone' }, command: ['echo', 'hello'], stdoutMatches: 'hello' },
    fail: { target: { name: 'alone' }, command: ['cat', '/nowhere'] },
    expected: /exit code 0/,
    found: /exit code 1: .*\/nowhere/,
    forbidden: LIST,
  },
  {
    type: 'trigger',
    pass: {
      do: 'delete',
      target: { kind: 'Pod', selector: 'app=shaken' },
      checks: [{ type: 'rollout', target: { kind: 'Deployment', name: 'shaken' } }],
    },
    fail: {
      do: 'scale',
      target: { kind: 'Deployment', name: 'shaken' },
      replicas: 2,
      checks: [{ type: 'exists', target: { kind: 'Service', name: 'nobody' } }],
    },
    expected: /Service\/nobody/,
    found: /nothing|none|no Service/,
    forbidden: LIST,
    timeoutMs: 20_000,
  },
  {
    type: 'kubeconfig',
    pass: { field: 'namespace', equals: 'shop' },
    fail: { field: 'context', equals: 'production' },
    expected: /production/,
    found: /^practice$/,
  },
  {
    type: 'tool',
    pass: { name: 'node', version: '>=18' },
    fail: { name: 'no-such-program' },
    expected: /on the PATH/,
    found: /not on the PATH/,
  },
  {
    type: 'command',
    pass: { run: ['node', '-p', '6*7'], stdoutMatches: '^42$' },
    fail: { run: ['node', '-e', 'console.error("no bike"); process.exit(3)'] },
    expected: /exit code 0/,
    found: /exit code 3: no bike/,
  },
  {
    type: 'confirm',
    pass: { ask: 'Do you see three nodes?' },
    fail: { ask: 'Do you see three nodes?' },
    expected: /your yes/,
    found: /no answer yet/,
  },
  {
    type: 'quiz',
    pass: { ref: 'right' },
    fail: { ref: 'wrong' },
    expected: /right answer/,
    found: /not answered right/,
  },
];

describe('Check types on a real API server', function () {
  this.timeout(60_000);
  let cluster: TestCluster;
  let nobody: Cluster;
  let namespace: string;
  let baselines: Record<string, readonly string[]> = {};

  before(async () => {
    cluster = await sharedCluster();
    const { admin } = cluster;
    namespace = await newNamespace(admin);
    nobody = await openAsNobody(cluster);
    await applyAll(
      admin,
      labelled(deployment(namespace, 'web')),
      labelled(service(namespace, 'web')),
      service(namespace, 'typo', { selector: { app: 'webb' } }),
      service(namespace, 'port', { selector: { app: 'web' }, targetPort: 'nobody' }),
      pod(namespace, 'alone', { app: 'alone' }),
      doing(pod(namespace, 'no-image'), { pullError: 'not found' }),
      doing(pod(namespace, 'crashing'), {
        runFor: '1s',
        exit: 3,
        log: ['cannot reach the database'],
      }),
      unschedulable(deployment(namespace, 'stuck', { replicas: 1 })),
      configMap(namespace, 'note', { text: 'before' }),
      deployment(namespace, 'shaken', { replicas: 1 }),
      onlyFromWeb(namespace),
    );
    await until('both Pods behind the Service', async () => {
      const check = newCheck('selects', CASES.find(({ type }) => type === 'selects')?.pass ?? {});
      return (await look(check)).state === 'pass';
    });
    await until('the Pods with faults to show them', async () => {
      const shown = ['waiting', 'restarts', 'event', 'log'].map(async (type) => {
        const check = newCheck(type, CASES.find((one) => one.type === type)?.pass ?? {});
        return (await look(check)).state;
      });
      return (await Promise.all(shown)).every((state) => state === 'pass');
    });
    const noted = ['pass', 'fail'].map((id) => changedNote(id as 'pass' | 'fail'));
    baselines = (await takeBaselines(newRound(admin, namespace, noted), limit())).values;
    await applyAll(admin, configMap(namespace, 'note', { text: 'after' }));
  });

  async function look(check: Check, as: Cluster = cluster.admin): Promise<CheckResult> {
    const quiz = new Map([
      ['right', true],
      ['wrong', false],
    ]);
    const confirmed = new Map([['pass', true]]);
    return checkOne(as, namespace, check, { files: FILES, quiz, confirmed, baselines, machine });
  }

  it('are all tried here', () => {
    assert.deepEqual(
      CASES.map(({ type }) => type).toSorted(),
      checkKinds.map(({ type }) => type).toSorted(),
    );
  });

  for (const { type, pass, fail, expected, found, forbidden, timeoutMs = 0 } of CASES) {
    it(`${type} passes, with evidence`, async () => {
      const result = await look(newCheck(type, pass, { id: 'pass', timeoutMs }));
      assert.equal(result.state, 'pass', JSON.stringify(result));
      assert.ok(result.evidence.length > 0);
    });

    it(`${type} fails, with what was expected and found`, async () => {
      const few = Math.min(timeoutMs, 2_000);
      const result = await look(newCheck(type, fail, { id: 'fail', timeoutMs: few }));
      assert.equal(result.state, 'fail', JSON.stringify(result));
      const [mismatch] = result.mismatches;
      assert.match(mismatch?.expected ?? '', expected);
      assert.match(mismatch?.found ?? '', found);
    });

    if (forbidden === undefined) continue;
    it(`${type} is unable where reading is forbidden, and names verb and resource`, async () => {
      const result = await look(newCheck(type, pass, { id: 'pass' }), nobody);
      assert.equal(result.state, 'unable', JSON.stringify(result));
      assert.equal(result.cause, 'forbidden');
      assert.match(result.remedy, forbidden);
    });
  }

  it('file is unable for a path that leaves the folder', async () => {
    const check = newCheck('file', { file: '../secret', path: 'a', exists: true });
    const readFile = async (): Promise<string> => {
      throw new LabError('path-outside', '"../secret" is not inside the lab\'s folder.');
    };
    const result = await checkOne(cluster.admin, namespace, check, { readFile });
    assert.equal(result.state === 'unable' && result.cause, 'bad-check');
  });

  it('admission takes a field that does not exist for a refusal, and names it', async () => {
    const files = {
      'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  prots: []\n',
    };
    const check = newCheck('admission', { file: 'a.yaml' });
    const result = await checkOne(cluster.admin, namespace, check, { files });
    assert.equal(result.state, 'fail', JSON.stringify(result));
    assert.equal(result.mismatches[0]?.found, 'unknown field "spec.prots"');
  });

  it('a kind that is not served makes a check unable: not installed', async () => {
    const target = { apiVersion: 'nowhere.example.com/v1', kind: 'Thing', name: 'a' };
    const result = await look(newCheck('exists', { target }));
    assert.equal(result.state === 'unable' && result.cause, 'not-installed');
  });

  it('selects names the target port that no container has', async () => {
    const [from, to] = [
      { kind: 'Service', name: 'port' },
      { kind: 'Pod', selector: 'app=web' },
    ];
    const result = await look(newCheck('selects', { from, to, ready: true, ports: 'match' }));
    assert.equal(result.state, 'fail', JSON.stringify(result));
    const [mismatch] = result.mismatches;
    assert.deepEqual(
      [mismatch?.expected, mismatch?.found, mismatch?.path],
      ['http (80)', 'nobody', 'spec.ports[0].targetPort'],
    );
  });

  it('selects looks at policies, budgets and autoscalers of a real server', async () => {
    const label = { matchLabels: { app: 'web' } };
    const metadata = { name: 'web', namespace };
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'stuck' };
    await applyAll(
      cluster.admin,
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { selector: label } },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata,
        spec: { podSelector: {} },
      },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata,
        spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 2 },
      },
    );
    const selects = (kind: string, to: object) =>
      look(newCheck('selects', { from: { kind, name: 'web' }, to }));
    const pods = { kind: 'Pod', selector: 'app=web' };
    assert.equal((await selects('PodDisruptionBudget', pods)).state, 'pass');
    assert.equal((await selects('NetworkPolicy', pods)).state, 'fail');
    const scaled = await selects('HorizontalPodAutoscaler', { kind: 'Deployment', name: 'web' });
    assert.equal(scaled.state === 'fail' && scaled.mismatches[0]?.found, 'Deployment/stuck');
  });

  it('exec names the right that is missing', async () => {
    const query = { namespace, pod: 'alone', command: ['true'] };
    const readOnly = await openAsNobody(cluster);
    await assert.rejects(readOnly.exec(query, limit()), (error: LabError) => {
      assert.equal(error.reason, 'forbidden');
      return /pods\/exec/.test(error.message);
    });
  });

  it('exec is unable in a Pod that is not there any more', async () => {
    const query = { namespace, pod: 'nobody', command: ['true'] };
    await assert.rejects(cluster.admin.exec(query, limit()), { reason: 'cluster-refused' });
  });

  it('http asks a Pod as well as a Service, and tells an invented body from a real one', async () => {
    const pod80 = { pod: { name: 'alone' }, port: 80 };
    const result = await look(newCheck('http', pod80));
    assert.equal(result.state, 'pass', JSON.stringify(result));
    const body = await look(newCheck('http', { ...pod80, bodyMatches: 'bikes' }));
    assert.equal(body.state === 'unable' && body.cause, 'needs-containers');
  });

  it('compare reads the server and the kubeconfig', async () => {
    const left = { file: 'passport.yaml', path: 'data.server' };
    const right = { server: 'version' };
    const { major, minor } = await cluster.admin.version(limit());
    const files = { 'passport.yaml': `data:\n  server: v${major}.${minor}\n  context: practice\n` };
    const check = newCheck('compare', { left, right });
    const same = await checkOne(cluster.admin, namespace, check, { files, machine });
    assert.equal(same.state, 'pass', JSON.stringify(same));
    const context = newCheck('compare', {
      left: { file: 'passport.yaml', path: 'data.context' },
      right: { kubeconfig: 'context' },
    });
    const named = await checkOne(cluster.admin, namespace, context, { files, machine });
    assert.equal(named.state, 'pass', JSON.stringify(named));
  });

  it('tool knows how far kubectl is from the server', async () => {
    const { major, minor } = await cluster.admin.version(limit());
    const findTool = async () => ({ version: `v${major}.${minor - 2}.0` });
    const far = newCheck('tool', { name: 'kubectl', maxSkew: 1 });
    const result = await checkOne(cluster.admin, namespace, far, {
      machine: { ...machine, findTool },
    });
    assert.equal(result.state, 'fail', JSON.stringify(result));
    assert.match(result.mismatches[0]?.expected ?? '', /at most 1 minor version from v/);
  });

  it('command runs nothing that nobody agreed to', async () => {
    const file = join(cluster.folder, 'touched');
    const check = newCheck('command', { run: ['node', '-e', `fs.writeFileSync('${file}', '')`] });
    const refused = await checkOne(cluster.admin, namespace, check, {
      machine: { ...machine, run: undefined },
    });
    assert.equal(refused.state === 'unable' && refused.cause, 'untrusted');
    assert.equal(existsSync(file), false);
    assert.equal((await look(check)).state, 'pass');
    assert.equal(existsSync(file), true);
  });

  it('trigger does nothing in a look that nobody asked for', async () => {
    const check = newCheck('trigger', CASES.find(({ type }) => type === 'trigger')?.pass ?? {});
    const before = await cluster.admin.list({ ...POD, namespace }, limit());
    const round = newRound(cluster.admin, namespace, [check], { readsOnly: true });
    const { results } = await checkStep(round, () => undefined, limit());
    assert.deepEqual(results, []);
    const after = await cluster.admin.list({ ...POD, namespace }, limit());
    const uids = (pods: typeof before) => new Set(pods.map(({ metadata }) => metadata.uid));
    assert.deepEqual(uids(after), uids(before));
  });

  it('a watch tells of a change, and ends when nobody listens any more', async () => {
    const stop = new AbortController();
    let heard = 0;
    const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace };
    const watching = cluster.admin.watch(query, () => (heard += 1), stop.signal);
    await until('what is there', async () => heard > 0);
    const before = heard;
    await applyAll(cluster.admin, configMap(namespace, 'news', { text: 'new' }));
    await until('the news', async () => heard > before);
    stop.abort();
    await assert.rejects(watching);
  });

  it('http says that the answer of a simulated node is simulated', async () => {
    const result = await look(newCheck('http', { service: 'web', port: 8000 }));
    assert.equal(result.state, 'pass');
    assert.match(result.evidence[0]?.value ?? '', /simulated/);
  });

  it('absent waits until what was seen is gone, and holds', async () => {
    await applyAll(cluster.admin, pod(namespace, 'brief'));
    const target = { kind: 'Pod', name: 'brief' };
    const check = newCheck(
      'absent',
      { target, after: 'seen-in-this-run' },
      { timeoutMs: 15_000, holdMs: 1_000 },
    );
    const answer = look(check);
    await until('the check to have looked', async () => {
      await cluster.admin.delete({ ...POD, name: 'brief', namespace }, {}, limit());
      return true;
    });
    const result = await answer;
    assert.equal(result.state, 'pass', JSON.stringify(result));
    assert.ok(result.ms >= 1_000);
  });
});

const machine: Machine = {
  findTool: (name, signal) => programs.find(name, signal),
  readKubeconfig: async () => KUBECONFIG,
  run: (argv, signal) => programs.run(argv, { cwd: process.cwd(), kubeconfig: '' }, signal),
};

/** Lets nobody but the web servers to the Pod alone. */
function onlyFromWeb(namespace: string): KubeObject {
  const from = [{ podSelector: { matchLabels: { app: 'web' } } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'only-web', namespace },
    spec: { podSelector: { matchLabels: { app: 'alone' } }, ingress: [{ from }] },
  };
}

function changedNote(id: 'pass' | 'fail'): Check {
  return newCheck('changed', CASES.find(({ type }) => type === 'changed')?.[id] ?? {}, { id });
}

/** `selector-answer` chooses among objects by their own labels. */
function labelled(object: ReturnType<typeof service>) {
  return { ...object, metadata: { ...object.metadata, labels: { app: 'web' } } };
}

/** What the simulated node is to do with its container. */
function doing(object: ReturnType<typeof pod>, behaviour: object) {
  const annotations = { 'sim.k8s-labs/web': JSON.stringify(behaviour) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Its Pod finds no node, so it never becomes ready. */
function unschedulable(object: ReturnType<typeof deployment>) {
  const spec = structuredClone(object['spec']) as { template: { spec: Record<string, unknown> } };
  spec.template.spec['nodeSelector'] = { 'no-such': 'node' };
  return { ...object, spec };
}

/** The cluster as somebody who may do nothing in it. */
async function openAsNobody(cluster: TestCluster): Promise<Cluster> {
  const path = await changedKubeconfig(cluster, 'nobody.yaml', (config) => {
    only(config.users).user['as'] = 'nobody';
  });
  return clustersWith(cluster, path).open({ name: cluster.context }, limit());
}

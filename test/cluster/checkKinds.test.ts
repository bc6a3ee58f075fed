import assert from 'node:assert/strict';
import type { Check } from '../../src/core/checks/check.ts';
import { takeBaselines } from '../../src/core/checks/engine.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
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
    return checkOne(as, namespace, check, { files: FILES, quiz, baselines });
  }

  it('are all tried here', () => {
    assert.deepEqual(
      CASES.map(({ type }) => type).toSorted(),
      checkKinds.map(({ type }) => type).toSorted(),
    );
  });

  for (const { type, pass, fail, expected, found, forbidden } of CASES) {
    it(`${type} passes, with evidence`, async () => {
      const result = await look(newCheck(type, pass, { id: 'pass' }));
      assert.equal(result.state, 'pass', JSON.stringify(result));
      assert.ok(result.evidence.length > 0);
    });

    it(`${type} fails, with what was expected and found`, async () => {
      const result = await look(newCheck(type, fail, { id: 'fail' }));
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

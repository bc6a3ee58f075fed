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
const FILES = { 'web.yaml': 'kind: Deployment\nspec:\n  replicas: 2\n', 'q.yaml': 'q1: app=web\n' };

/** What passes and what fails in a namespace with Deployment web, its Service, and two more Services. */
const CASES: readonly {
  type: string;
  pass: object;
  fail: object;
  expected: RegExp;
  found: RegExp;
}[] = [
  {
    type: 'exists',
    pass: { target: { kind: 'Pod', selector: 'app=web' }, count: 2 },
    fail: { target: { kind: 'Pod', selector: 'app=web' }, count: '>2' },
    expected: /more than 2/,
    found: /^2$/,
  },
  {
    type: 'absent',
    pass: { target: { kind: 'Pod', name: 'nobody' } },
    fail: { target: { kind: 'Service', name: 'web' } },
    expected: /no Service\/web/,
    found: /Service\/web/,
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
  },
  {
    type: 'condition',
    pass: { target: { kind: 'Deployment', name: 'web' }, condition: 'Available' },
    fail: { target: { kind: 'Deployment', name: 'web' }, condition: 'Available', status: 'False' },
    expected: /Available=False/,
    found: /Available=True/,
  },
  {
    type: 'rollout',
    pass: { target: { kind: 'Deployment', name: 'web' } },
    fail: { target: { kind: 'Deployment', name: 'stuck' } },
    expected: /1 of 1/,
    found: /0 of 1/,
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
  },
  {
    type: 'changed',
    pass: { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text', expect: 'changed' },
    fail: { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text', expect: 'same' },
    expected: /the same value/,
    found: /after/,
  },
  {
    type: 'selector-answer',
    pass: { file: 'q.yaml', path: 'q1', target: { kind: 'Service' }, names: ['web'] },
    fail: { file: 'q.yaml', path: 'q1', target: { kind: 'Service' }, names: ['web', 'typo'] },
    expected: /typo, web/,
    found: /^web$/,
  },
  {
    type: 'http',
    pass: { service: 'web', port: 8000 },
    fail: { service: 'port', port: 8000 },
    expected: /200/,
    found: /503/,
  },
  {
    type: 'file',
    pass: { file: 'web.yaml', path: 'spec.replicas', equals: 2 },
    fail: { file: 'web.yaml', path: 'spec.replicas', equals: 3 },
    expected: /^3$/,
    found: /^2$/,
  },
  {
    type: 'quiz',
    pass: { ref: 'right' },
    fail: { ref: 'wrong' },
    expected: /right answer/,
    found: /not answered right/,
  },
];

const WITHOUT_CLUSTER = new Set(['file', 'quiz']);

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
      unschedulable(deployment(namespace, 'stuck', { replicas: 1 })),
      configMap(namespace, 'note', { text: 'before' }),
    );
    await until('both Pods behind the Service', async () => {
      const check = newCheck('selects', CASES.find(({ type }) => type === 'selects')?.pass ?? {});
      return (await look(check)).state === 'pass';
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

  for (const { type, pass, fail, expected, found } of CASES) {
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

    if (WITHOUT_CLUSTER.has(type)) continue;
    it(`${type} is unable where reading is forbidden, and names verb and resource`, async () => {
      const result = await look(newCheck(type, pass, { id: 'pass' }), nobody);
      assert.equal(result.state, 'unable', JSON.stringify(result));
      assert.equal(result.cause, 'forbidden');
      assert.match(result.remedy, /\blist\b/);
      assert.match(
        result.remedy,
        /\b(?:pods|services|deployments|configmaps|endpointslices|replicasets)\b/,
      );
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

import assert from 'node:assert/strict';
import type { Check } from '../../../src/core/checks/check.ts';
import type { CheckResult, Mismatch } from '../../../src/core/checks/result.ts';
import type { KubeObject } from '../../../src/core/kubernetes/objects.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { configMap, deployment, pod, service } from '../../support/objects.ts';
import { checkOne, newCheck } from '../../support/rounds.ts';

const NS = 'lab-1';

type More = Parameters<typeof checkOne>[3];

async function look(
  objects: readonly KubeObject[],
  type: string,
  fields: object,
  more: More & { cluster?: FakeCluster; check?: Partial<Check> } = {},
): Promise<CheckResult> {
  const { cluster = new FakeCluster(), check, ...rest } = more;
  for (const object of objects) cluster.put(object);
  return checkOne(cluster, NS, newCheck(type, fields, check), { clock: new FakeClock(), ...rest });
}

function passed(result: CheckResult): void {
  assert.equal(result.state, 'pass', JSON.stringify(result));
}

/** The first mismatch of a failed check. */
function failed(result: CheckResult): Mismatch & { message: string | undefined } {
  assert.ok(result.state === 'fail', JSON.stringify(result));
  const [mismatch] = result.mismatches;
  assert.ok(mismatch !== undefined);
  return { ...mismatch, message: result.message };
}

function unable(result: CheckResult): string {
  assert.ok(result.state === 'unable', JSON.stringify(result));
  return result.cause;
}

/** The object with a status, or with other fields on top. */
function having(object: KubeObject, fields: Record<string, unknown>): KubeObject {
  return { ...object, ...fields };
}

/** The object with further metadata. */
function meta(object: KubeObject, metadata: Record<string, unknown>): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

const ENDING = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['example.com/hold'] };
const POD_A = { kind: 'Pod', name: 'a' };

describe('exists', () => {
  it('counts what a selector chooses in the lab’s namespace', async () => {
    const pods = [pod(NS, 'a', { app: 'web' }), pod(NS, 'b', { app: 'web' }), pod(NS, 'c')];
    const others = [pod('other', 'd', { app: 'web' })];
    const target = { kind: 'Pod', selector: 'app=web' };
    passed(await look([...pods, ...others], 'exists', { target, count: 2 }));
    const { expected, found } = failed(
      await look([...pods, ...others], 'exists', { target, count: '>=3' }),
    );
    assert.deepEqual([expected, found], ['at least 3', '2']);
  });

  it('counts more than a check can look at one by one', async () => {
    const pods = Array.from({ length: 300 }, (_, index) => pod(NS, `p${index}`));
    passed(await look(pods, 'exists', { target: { kind: 'Pod' }, count: 300 }));
  });

  it('does not count what is on its way out', async () => {
    failed(await look([meta(pod(NS, 'a'), ENDING)], 'exists', { target: POD_A }));
  });

  it('finds objects of the cluster and of another namespace', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } };
    passed(await look([namespace], 'exists', { target: { kind: 'Namespace', name: 'x' } }));
    const target = { ...POD_A, namespace: 'other' };
    passed(await look([pod('other', 'a')], 'exists', { target }));
  });
});

describe('absent', () => {
  it('is not true while the object is still ending', async () => {
    const { found } = failed(await look([meta(pod(NS, 'a'), ENDING)], 'absent', { target: POD_A }));
    assert.match(found, /Pod\/a .*ending/);
  });

  it('does not pass in an empty namespace when something had to be there first', async () => {
    const fields = { target: POD_A, after: 'seen-in-this-run' };
    const { found } = failed(await look([], 'absent', fields));
    assert.match(found, /never there/);
    passed(await look([], 'absent', fields, { seen: new Set(['Pod/a']) }));
    failed(await look([], 'absent', fields, { seen: new Set(['Pod/b', 'Service/a']) }));
  });
});

describe('field', () => {
  const labelled = (name: string, sale?: string) =>
    pod(NS, name, { kind: 'city', ...(sale === undefined ? {} : { sale }) });
  const target = { kind: 'Pod', selector: 'kind=city' };
  const sale = { target, path: 'metadata.labels.sale', equals: 'yes' };

  it('asks each object: all, any, none', async () => {
    const mixed = [labelled('a', 'yes'), labelled('b')];
    failed(await look(mixed, 'field', { ...sale, each: 'all' }));
    failed(await look(mixed, 'field', sale));
    passed(await look(mixed, 'field', { ...sale, each: 'any' }));
    failed(await look(mixed, 'field', { ...sale, each: 'none' }));
    passed(await look([labelled('a', 'yes')], 'field', sale));
    passed(await look([labelled('a', 'no')], 'field', { ...sale, each: 'none' }));
  });

  it('names the object that is wrong, and the path as it was asked for', async () => {
    const result = failed(await look([labelled('a', 'yes'), labelled('b')], 'field', sale));
    assert.deepEqual(
      [result.object, result.path, result.expected, result.found],
      ['Pod/b', 'metadata.labels.sale', 'yes', 'nothing'],
    );
  });

  it('is not true of nobody', async () => {
    for (const each of ['all', 'any', 'none']) {
      const { message } = failed(await look([], 'field', { ...sale, each }));
      assert.equal(message, "There is no Pod with kind=city in the lab's namespace.");
    }
  });

  it('asks each value that a path finds', async () => {
    const command = { ...POD_A, path: 'spec.containers[0].command[*]' };
    const fields = { target: POD_A, path: command.path, equals: 'b' };
    const withCommand = having(pod(NS, 'a'), { spec: { containers: [{ command: ['a', 'b'] }] } });
    passed(await look([withCommand], 'field', { ...fields, each: 'any' }));
    const { path } = failed(await look([withCommand], 'field', { ...fields, each: 'all' }));
    assert.equal(path, 'spec.containers[0].command[0]');
  });

  it('takes no part of many objects for all of them', async () => {
    const pods = Array.from({ length: 201 }, (_, index) => labelled(`p${index}`, 'yes'));
    assert.equal(unable(await look(pods, 'field', sale)), 'bad-check');
  });

  it('sees a named object that is ending, whose end may be the point', async () => {
    const fields = { target: POD_A, path: 'metadata.deletionTimestamp', exists: true };
    passed(await look([meta(pod(NS, 'a'), ENDING)], 'field', fields));
  });

  it('tells what a Secret holds to nobody, and judges it all the same', async () => {
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', namespace: NS },
      data: { password: 'cGxhbnRlZA==' },
    };
    const fields = { target: { kind: 'Secret', name: 'db' }, path: 'data.password' };
    const right = await look([secret], 'field', { ...fields, equals: 'cGxhbnRlZA==' });
    passed(right);
    const wrong = await look(
      [secret],
      'field',
      { ...fields, equals: 'Z3Vlc3M=' },
      { check: { failText: 'It is {{found}}, not {{expected}}.' } },
    );
    failed(wrong);
    for (const shown of [JSON.stringify(right), JSON.stringify(wrong)]) {
      assert.doesNotMatch(shown, /cGxhbnRlZA|Z3Vlc3M/);
    }
  });

  it('refuses a path or a selector that is none, and an unknown kind', () => {
    assert.throws(() => newCheck('field', { target: POD_A, path: 'a[', exists: true }));
    const odd = { kind: 'Pod', selector: 'a b' };
    assert.throws(() => newCheck('field', { target: odd, path: 'a', exists: true }));
    const bike = { kind: 'Bike', name: 'a' };
    assert.throws(() => newCheck('field', { target: bike, path: 'a', exists: true }), /apiVersion/);
    assert.throws(() => newCheck('field', { target: POD_A, pth: 'a', exists: true }));
  });
});

describe('condition', () => {
  const ready = (status: string, reason?: string) =>
    having(pod(NS, 'a'), {
      status: { conditions: [{ type: 'Ready', status, reason, message: 'because' }] },
    });
  const fields = { target: POD_A, condition: 'Ready' };

  it('compares status and reason', async () => {
    passed(await look([ready('True')], 'condition', fields));
    passed(await look([ready('False')], 'condition', { ...fields, status: 'False' }));
    const { found } = failed(await look([ready('False', 'NotReady')], 'condition', fields));
    assert.match(found, /Ready=False \(NotReady: because\)/);
    const other = { ...fields, status: 'False', reason: 'Evicted' };
    failed(await look([ready('False', 'NotReady')], 'condition', other));
  });

  it('says that there is none yet', async () => {
    assert.match(failed(await look([pod(NS, 'a')], 'condition', fields)).found, /no condition/);
  });
});

describe('rollout', () => {
  const web = (status: object, generation = 2, replicas = 2) =>
    meta(having(deployment(NS, 'web', { replicas }), { status }), { generation });
  const fields = { target: { kind: 'Deployment', name: 'web' } };
  const done = {
    observedGeneration: 2,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  };

  for (const [name, status, found] of [
    ['the change was not looked at', { ...done, observedGeneration: 1 }, /not looked at/],
    ['Pods are of the old version', { ...done, updatedReplicas: 1 }, /1 of 2 Pods are of the new/],
    ['Pods are not available', { ...done, availableReplicas: 1 }, /1 of 2 Pods ready/],
    ['old Pods are left', { ...done, replicas: 3 }, /1 Pods? of the old version/],
    ['nothing was reported', {}, /not looked at/],
  ] as const) {
    it(`is not complete while ${name}`, async () => {
      assert.match(failed(await look([web(status)], 'rollout', fields)).found, found);
    });
  }

  it('is complete when all Pods are new and available', async () => {
    passed(await look([web(done)], 'rollout', fields));
    passed(await look([web({ observedGeneration: 2 }, 2, 0)], 'rollout', fields));
  });

  it('looks at DaemonSets by nodes', async () => {
    const daemons = (available: number) =>
      meta(
        having(
          { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd', namespace: NS } },
          {
            status: {
              observedGeneration: 1,
              desiredNumberScheduled: 3,
              updatedNumberScheduled: 3,
              numberAvailable: available,
            },
          },
        ),
        { generation: 1 },
      );
    const target = { kind: 'DaemonSet', name: 'd' };
    passed(await look([daemons(3)], 'rollout', { target }));
    failed(await look([daemons(2)], 'rollout', { target }));
  });

  it('is nothing that a Pod has', () => {
    assert.throws(() => newCheck('rollout', { target: POD_A }), /rolled out/);
  });
});

describe('selects', () => {
  const fields = {
    from: { kind: 'Service', name: 'web' },
    to: { kind: 'Pod', selector: 'app=web' },
    ready: true,
    ports: 'match',
  };
  const webPod = (name: string, labels: Record<string, string> = { app: 'web', tier: 'back' }) =>
    having(pod(NS, name, labels), {
      spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 80 }] }] },
      status: { phase: 'Running' },
    });
  const slice = (
    pods: Record<string, boolean | undefined>,
    ports: object[] | null = [{ port: 80 }],
  ) =>
    meta(
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'web-1', namespace: NS },
        endpoints: Object.entries(pods).map(([name, ready]) => ({
          addresses: ['10.0.0.1'],
          conditions: ready === undefined ? {} : { ready },
          targetRef: { kind: 'Pod', name },
        })),
        ports,
      },
      { labels: { 'kubernetes.io/service-name': 'web' } },
    );

  it('passes when every Pod is selected, ready, and behind a port', async () => {
    const objects = [service(NS, 'web'), webPod('a'), webPod('b')];
    passed(await look([...objects, slice({ a: true, b: undefined })], 'selects', fields));
  });

  it('names exactly the pairs that differ', async () => {
    const selector = { app: 'webb', tier: 'back', zone: 'eu' };
    const result = failed(
      await look([service(NS, 'web', { selector }), webPod('a')], 'selects', fields),
    );
    assert.deepEqual(
      [result.expected, result.found, result.object, result.path],
      ['app=web', 'app=webb,zone=eu', 'Service/web', 'spec.selector'],
    );
  });

  it('shows all labels where the key itself is another', async () => {
    const selector = { aap: 'web' };
    const result = failed(
      await look([service(NS, 'web', { selector }), webPod('a')], 'selects', fields),
    );
    assert.deepEqual([result.expected, result.found], ['app=web, tier=back', 'aap=web']);
  });

  it('says so about a Service without a selector', async () => {
    const { message } = failed(
      await look([service(NS, 'web', { selector: {} }), webPod('a')], 'selects', fields),
    );
    assert.equal(message, 'Service/web has no selector, so it looks for nobody.');
  });

  it('does not pass when it catches others besides', async () => {
    const objects = [service(NS, 'web', { selector: { tier: 'back' } }), webPod('a')];
    const other = webPod('other', { app: 'till', tier: 'back' });
    const { message } = failed(
      await look([...objects, other, slice({ a: true, other: true })], 'selects', fields),
    );
    assert.equal(message, 'Service/web also selects Pod/other.');
  });

  it('knows network policies and disruption budgets, each with a selector of its own', async () => {
    const to = { kind: 'Pod', selector: 'app=web' };
    const owner = (kind: string, spec: object): KubeObject => ({
      apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'policy/v1',
      kind,
      metadata: { name: 'web', namespace: NS },
      spec,
    });
    const expressions = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] };
    const typo = { matchLabels: { app: 'wob' } };
    const other = pod(NS, 'other', { app: 'till' });
    for (const [kind, field] of [
      ['NetworkPolicy', 'podSelector'],
      ['PodDisruptionBudget', 'selector'],
    ] as const) {
      const asked = { from: { kind, name: 'web' }, to };
      const lookAt = (spec: object, ...more: KubeObject[]) =>
        look([owner(kind, spec), webPod('a'), ...more], 'selects', asked);
      passed(await lookAt({ [field]: expressions }, other));
      const { expected, found, path } = failed(await lookAt({ [field]: typo }));
      assert.deepEqual([expected, found, path], ['app=web', 'app=wob', `spec.${field}`]);
      assert.match(
        failed(await lookAt({ [field]: {} }, other)).message ?? '',
        /also selects Pod\/other/,
      );
    }
    const none = await look([owner('PodDisruptionBudget', {}), webPod('a')], 'selects', {
      from: { kind: 'PodDisruptionBudget', name: 'web' },
      to,
    });
    assert.match(failed(none).message ?? '', /looks for nobody/);
  });

  it('compares what an autoscaler names', async () => {
    const scaler = (name: string): KubeObject => ({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: NS },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
    });
    const asked = {
      from: { kind: 'HorizontalPodAutoscaler', name: 'web' },
      to: { kind: 'Deployment', name: 'web' },
    };
    passed(await look([scaler('web'), deployment(NS, 'web')], 'selects', asked));
    const { expected, found, path } = failed(
      await look([scaler('wob'), deployment(NS, 'web')], 'selects', asked),
    );
    assert.deepEqual(
      [expected, found, path],
      ['Deployment/web', 'Deployment/wob', 'spec.scaleTargetRef'],
    );
  });

  it('waits for Pods that are not ready, and says how many are', async () => {
    const objects = [service(NS, 'web'), webPod('a'), webPod('b'), slice({ a: true, b: false })];
    const { message } = failed(await look(objects, 'selects', fields));
    assert.match(message ?? '', /1 of 2 Pods behind Service\/web are ready/);
    passed(await look(objects, 'selects', { from: fields.from, to: fields.to }));
  });

  it('leaves out Pods that have ended for good', async () => {
    const ended = having(webPod('old'), { status: { phase: 'Succeeded' } });
    passed(
      await look([service(NS, 'web'), webPod('a'), ended, slice({ a: true })], 'selects', fields),
    );
  });

  it('names the target port that no container has', async () => {
    const objects = [
      service(NS, 'web', { targetPort: 'web' }),
      webPod('a'),
      slice({ a: true }, []),
    ];
    const result = failed(await look(objects, 'selects', fields));
    assert.deepEqual(
      [result.expected, result.found, result.path],
      ['http (80)', 'web', 'spec.ports[0].targetPort'],
    );
    passed(await look(objects, 'selects', { from: fields.from, to: fields.to, ready: true }));
  });

  it('says in plain words what is not there', async () => {
    const noService = failed(await look([webPod('a')], 'selects', fields));
    assert.equal(noService.message, "There is no Service called web in the lab's namespace.");
    const noPods = failed(await look([service(NS, 'web')], 'selects', fields));
    assert.equal(noPods.message, "There is no Pod with app=web in the lab's namespace.");
  });
});

describe('owned', () => {
  const fields = {
    target: { kind: 'Pod', selector: 'app=web' },
    by: { kind: 'Deployment', name: 'web' },
  };
  const owner = (kind: string, name: string, uid: string) => ({
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }],
  });
  const web = meta(deployment(NS, 'web'), { uid: 'd1' });
  const set: KubeObject = meta(
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-1', namespace: NS } },
    { uid: 'r1', ...owner('Deployment', 'web', 'd1') },
  );
  const mine = (name: string) =>
    meta(pod(NS, name, { app: 'web' }), owner('ReplicaSet', 'web-1', 'r1'));
  const stranger = pod(NS, 'extra', { app: 'web' });

  it('follows the chain over the ReplicaSet', async () => {
    passed(await look([web, set, mine('a'), mine('b')], 'owned', { ...fields, count: 2 }));
    passed(await look([web, set, mine('a')], 'owned', fields));
  });

  it('does not count Pods that somebody started by hand', async () => {
    const { found } = failed(
      await look([web, set, mine('a'), stranger], 'owned', { ...fields, count: 2 }),
    );
    assert.match(found, /1 made by it, and 1 that/);
    failed(await look([web, set, mine('a'), stranger], 'owned', fields));
  });

  it('goes by identity, not by name', async () => {
    const anew = meta(deployment(NS, 'web'), { uid: 'd2' });
    failed(await look([anew, set, mine('a')], 'owned', fields));
  });

  it('knows owners without anything between', async () => {
    const direct = { target: { kind: 'ReplicaSet' }, by: fields.by };
    passed(await look([web, set], 'owned', direct));
  });
});

describe('changed', () => {
  const fields = { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text' };
  const note = configMap(NS, 'note', { text: 'now' });
  const before = (...values: string[]) => ({ baselines: { changed: values } });

  it('compares with the values of the start of the step', async () => {
    passed(await look([note], 'changed', { ...fields, expect: 'changed' }, before('then')));
    failed(await look([note], 'changed', { ...fields, expect: 'changed' }, before('now')));
    passed(await look([note], 'changed', { ...fields, expect: 'same' }, before('now')));
    failed(await look([note], 'changed', { ...fields, expect: 'same' }, before('then')));
    passed(await look([note], 'changed', { ...fields, expect: 'added' }, before()));
    failed(await look([note], 'changed', { ...fields, expect: 'added' }, before('now', 'then')));
  });

  it('fails, also as a guard, when what was there is gone', async () => {
    const check = { baseline: 'pass' } as const;
    const same = { ...fields, expect: 'same' };
    const { found } = failed(await look([], 'changed', same, { ...before('then'), check }));
    assert.equal(found, 'nothing any more');
    assert.equal(unable(await look([], 'changed', same, { ...before(), check })), 'not-yet-due');
  });

  it('does not know without them', async () => {
    assert.equal(unable(await look([note], 'changed', fields)), 'no-run');
  });

  it('remembers nothing of what a Secret holds', () => {
    const target = { kind: 'Secret', name: 'db' };
    for (const path of ['data.password', '{.stringData.a}', 'metadata.annotations', '..x']) {
      assert.throws(() => newCheck('changed', { target, path }), /Secret/, path);
    }
    newCheck('changed', { target, path: 'metadata.resourceVersion' });
  });
});

describe('selector-answer', () => {
  const bikes = [
    pod(NS, 'bike-1', { kind: 'city' }),
    pod(NS, 'bike-2', { kind: 'road', gears: '7' }),
    pod(NS, 'bike-3', { kind: 'cargo' }),
  ];
  const fields = {
    file: 'q.yaml',
    path: 'q1',
    target: { kind: 'Pod' },
    names: ['bike-2', 'bike-3'],
  };
  const answering = (answer: string) => ({ files: { 'q.yaml': `q1: ${answer}\n` } });

  it('takes every selector that finds exactly these', async () => {
    for (const answer of ['"kind!=city"', '"kind in (road,cargo)"', 'kind notin (city)']) {
      passed(await look(bikes, 'selector-answer', fields, answering(answer)));
    }
  });

  it('shows whom another one finds', async () => {
    const { expected, found } = failed(
      await look(bikes, 'selector-answer', fields, answering('gears')),
    );
    assert.deepEqual([expected, found], ['bike-2, bike-3', 'bike-2']);
  });

  it('says what is wrong with what is none', async () => {
    const { found } = failed(await look(bikes, 'selector-answer', fields, answering('"a b"')));
    assert.match(found, /no label condition/);
  });

  it('says so about an answer that is empty, not text, or not there', async () => {
    for (const answer of ['""', '7', '[a]', '']) {
      failed(await look(bikes, 'selector-answer', fields, answering(answer)));
    }
    const { found } = failed(await look(bikes, 'selector-answer', fields));
    assert.match(found, /not there/);
  });

  it('does not blame the answer when the objects are gone', async () => {
    const { expected } = failed(
      await look(bikes.slice(0, 2), 'selector-answer', fields, answering('"kind!=city"')),
    );
    assert.match(expected, /bike-3/);
  });
});

describe('http', () => {
  const fields = { service: 'web', port: 8000 };
  const answers = (status: number, body = 'hello') => {
    const cluster = new FakeCluster(service(NS, 'web'));
    cluster.answers.set('web:8000', { status, headers: {}, body });
    return cluster;
  };

  it('compares the status', async () => {
    passed(await look([], 'http', fields, { cluster: answers(200) }));
    failed(await look([], 'http', fields, { cluster: answers(404) }));
    passed(await look([], 'http', { ...fields, status: 404 }, { cluster: answers(404) }));
  });

  it('tells the API server’s own reason', async () => {
    const { expected, found } = failed(await look([service(NS, 'web')], 'http', fields));
    assert.deepEqual([expected, found], ['200', '503: no endpoints available for service "web"']);
  });

  it('says that the answer of a simulated node is simulated', async () => {
    const cluster = answers(200);
    cluster.hasSimulatedNodes = true;
    const result = await look([], 'http', fields, { cluster });
    assert.ok(result.state === 'pass' && /simulated/.test(result.evidence[0]?.value ?? ''));
  });

  it('says in plain words that there is no such Service', async () => {
    const { message } = failed(await look([], 'http', fields));
    assert.equal(message, "There is no Service called web in the lab's namespace.");
  });
});

describe('file', () => {
  const files = {
    'web.yaml':
      'kind: Service\nmetadata:\n  name: a\nspec:\n  port: 1\n---\nkind: Pod\nmetadata:\n  name: b\nspec:\n  port: 2\n',
    'data.json': '{"list": [1, 2]}',
    'notes.txt': 'The answer is 42.',
    'broken.yaml': 'a: [',
  };
  const port = { file: 'web.yaml', path: 'spec.port' };

  it('reads a value of the document that is meant', async () => {
    passed(await look([], 'file', { ...port, equals: 1 }, { files }));
    passed(await look([], 'file', { ...port, document: { kind: 'Pod' }, equals: 2 }, { files }));
    const named = { ...port, document: { kind: 'Pod', name: 'b' }, equals: 3 };
    const { found } = failed(await look([], 'file', named, { files }));
    assert.equal(found, '2');
  });

  it('reads JSON and plain text', async () => {
    passed(
      await look(
        [],
        'file',
        { file: 'data.json', format: 'json', path: 'list[1]', equals: 2 },
        { files },
      ),
    );
    passed(
      await look([], 'file', { file: 'notes.txt', format: 'text', contains: '42' }, { files }),
    );
    failed(
      await look([], 'file', { file: 'notes.txt', format: 'text', contains: '43' }, { files }),
    );
  });

  it('says why it cannot', async () => {
    const broken = failed(
      await look([], 'file', { file: 'broken.yaml', path: 'a', equals: 1 }, { files }),
    );
    assert.match(broken.found, /cannot be read/);
    const gone = failed(
      await look([], 'file', { file: 'gone.yaml', path: 'a', equals: 1 }, { files }),
    );
    assert.match(gone.found, /not there/);
    const nobody = { ...port, document: { kind: 'Job', name: 'x' }, equals: 1 };
    assert.match(failed(await look([], 'file', nobody, { files })).found, /no Job called x/);
  });

  it('needs a path, except for text', () => {
    assert.throws(() => newCheck('file', { file: 'a.yaml', equals: 1 }), /path/);
  });
});

describe('quiz', () => {
  it('goes by the answer', async () => {
    passed(await look([], 'quiz', { ref: 'q' }, { quiz: new Map([['q', true]]) }));
    failed(await look([], 'quiz', { ref: 'q' }, { quiz: new Map([['q', false]]) }));
    assert.equal(unable(await look([], 'quiz', { ref: 'q' })), 'bad-check');
  });
});

import assert from 'node:assert/strict';
import type { KubeObject } from '../../../src/core/kubernetes/objects.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { configMap, deployment, pod } from '../../support/objects.ts';
import { gone, shown } from './words.ts';
import { checkOne, newCheck } from '../../support/rounds.ts';

const NS = 'lab-1';

/** The answer of one check, in a word and what it found. */
async function look(
  cluster: FakeCluster,
  type: string,
  fields: object,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const clock = new FakeClock();
  const result = await checkOne(cluster, NS, newCheck(type, fields), { clock, files });
  return shown(result);
}

function withStatus(name: string, containerStatuses: object[]): KubeObject {
  return { ...pod(NS, name, { app: 'web' }), status: { containerStatuses } };
}

const CRASHING = {
  name: 'web',
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
  lastState: { terminated: { exitCode: 1, reason: 'Error' } },
};
const RUNNING = { name: 'web', restartCount: 0, state: { running: {} } };

describe('admission of a kind that is not served', () => {
  it('is refused, as kubectl says it', async () => {
    const text =
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: web }\nspec: {}\n';
    const said = await look(new FakeCluster(), 'admission', { file: 'a.yaml' }, { 'a.yaml': text });
    assert.equal(said, 'fail: no matches for kind "Deployment" in version "extensions/v1beta1"');
  });
});

describe('served', () => {
  const check = { apiVersion: 'apps/v1', kind: 'Deployment' };

  it('asks whether the cluster knows a kind', async () => {
    assert.equal(await look(new FakeCluster(), 'served', check), 'pass: served');
    const old = { apiVersion: 'extensions/v1beta1', kind: 'Deployment' };
    assert.equal(await look(new FakeCluster(), 'served', old), 'fail: not served');
    assert.equal(
      await look(new FakeCluster(), 'served', { ...old, expect: false }),
      'pass: not served',
    );
  });

  it('is undecided without a cluster', async () => {
    assert.equal(await look(gone(), 'served', check), 'unable: unreachable');
  });
});

describe('can-i', () => {
  it('asks for whoever is logged in, for users and for ServiceAccounts', async () => {
    const cluster = new FakeCluster();
    cluster.rights.add('me list /pods');
    cluster.rights.add('ada get /pods/log');
    cluster.rights.add(`system:serviceaccount:${NS}:reader get apps/deployments`);
    assert.equal(await look(cluster, 'can-i', { verb: 'list', resource: 'pods' }), 'pass: allowed');
    const asAda = { verb: 'get', resource: 'pods/log', user: 'ada' };
    assert.equal(await look(cluster, 'can-i', asAda), 'pass: allowed');
    const asReader = { verb: 'get', resource: 'deployments.apps', serviceAccount: 'reader' };
    assert.equal(await look(cluster, 'can-i', asReader), 'pass: allowed');
  });

  it('can want it to be forbidden', async () => {
    const check = { verb: 'delete', resource: 'pods', allowed: false };
    assert.equal(await look(new FakeCluster(), 'can-i', check), 'pass: not allowed');
    assert.equal(
      await look(new FakeCluster(), 'can-i', { ...check, allowed: true }),
      'fail: not allowed',
    );
  });

  it('does not take silence for a no', async () => {
    const check = { verb: 'delete', resource: 'pods', allowed: false };
    assert.equal(await look(gone(), 'can-i', check), 'unable: unreachable');
  });
});

describe('admission', () => {
  const files = { 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n' };
  const refusal = { isTaken: false, message: 'violates PodSecurity', causes: [] } as const;

  it('asks whether a file would be taken, and by what it would not', async () => {
    const cluster = new FakeCluster();
    const check = { file: 'pod.yaml' };
    assert.equal(await look(cluster, 'admission', check, files), 'pass: would be accepted');
    cluster.refusals.set('Pod/a', refusal);
    assert.equal(await look(cluster, 'admission', check, files), 'fail: violates PodSecurity');
  });

  it('can want it to be refused, for a reason', async () => {
    const cluster = new FakeCluster();
    const check = { file: 'pod.yaml', expect: 'refused', messageMatches: 'PodSecurity' };
    assert.equal(await look(cluster, 'admission', check, files), 'fail: would be accepted');
    cluster.refusals.set('Pod/a', refusal);
    assert.equal(await look(cluster, 'admission', check, files), 'pass: violates PodSecurity');
    const other = { ...check, messageMatches: 'quota' };
    assert.equal(await look(cluster, 'admission', other, files), 'fail: violates PodSecurity');
  });

  it('tells of files that are not there or cannot be read', async () => {
    const cluster = new FakeCluster();
    assert.equal(
      await look(cluster, 'admission', { file: 'pod.yaml' }),
      'fail: the file is not there',
    );
    assert.match(
      await look(cluster, 'admission', { file: 'a.yaml' }, { 'a.yaml': 'a: [' }),
      /^fail: cannot be read/,
    );
    assert.equal(
      await look(gone(), 'admission', { file: 'pod.yaml' }, files),
      'unable: unreachable',
    );
  });
});

describe('event', () => {
  function event(name: string, fields: object): KubeObject {
    return { apiVersion: 'v1', kind: 'Event', metadata: { name, namespace: NS }, ...fields };
  }
  const involvedObject = { kind: 'Pod', name: 'web-1' };
  const cluster = new FakeCluster(
    event('a', {
      reason: 'FailedScheduling',
      type: 'Warning',
      message: '0/1 nodes',
      involvedObject,
    }),
    event('b', { reason: 'Pulled', type: 'Normal', message: 'nginx', count: 3, involvedObject }),
  );

  it('looks for reason, message, type and object, and counts repeats', async () => {
    const scheduling = { reason: 'FailedScheduling', involved: { kind: 'Pod', name: 'web' } };
    assert.equal(await look(cluster, 'event', scheduling), 'pass: 0/1 nodes');
    assert.equal(await look(cluster, 'event', { reason: 'Pulled', count: 3 }), 'pass: nginx');
    assert.match(await look(cluster, 'event', { messageMatches: 'volume' }), /^fail: 0/);
    assert.match(
      await look(cluster, 'event', { ...scheduling, involved: { kind: 'Job' } }),
      /^fail/,
    );
  });

  it('can want that nothing happened', async () => {
    assert.match(await look(cluster, 'event', { reason: 'Killing', count: 0 }), /^pass/);
    assert.equal(
      await look(cluster, 'event', { reason: 'FailedScheduling', count: 0 }),
      'fail: 1: 0/1 nodes',
    );
    assert.equal(
      await look(gone(), 'event', { reason: 'Killing', count: 0 }),
      'unable: unreachable',
    );
  });
});

describe('waiting', () => {
  const target = { selector: 'app=web' };

  it('knows why a container waits', async () => {
    const cluster = new FakeCluster(withStatus('a', [CRASHING]));
    const check = { target, reason: ['CrashLoopBackOff', 'Error'] };
    assert.equal(await look(cluster, 'waiting', check), 'pass: CrashLoopBackOff');
    assert.equal(
      await look(cluster, 'waiting', { target, reason: 'ImagePullBackOff' }),
      'fail: CrashLoopBackOff: back-off 40s',
    );
    assert.match(
      await look(cluster, 'waiting', { target, container: 'other' }),
      /^fail: no container/,
    );
  });

  it('can want that none waits', async () => {
    const cluster = new FakeCluster(withStatus('a', [RUNNING]));
    assert.equal(await look(cluster, 'waiting', { target, expect: false }), 'pass: none waits');
    cluster.put(withStatus('b', [CRASHING]));
    assert.match(
      await look(cluster, 'waiting', { target, expect: false }),
      /^fail: CrashLoopBackOff/,
    );
  });

  it('finds nothing without Pods, and cannot tell without a cluster', async () => {
    assert.match(await look(new FakeCluster(), 'waiting', { target }), /^fail: none/);
    assert.equal(await look(gone(), 'waiting', { target, expect: false }), 'unable: unreachable');
  });
});

describe('restarts', () => {
  const target = { name: 'a' };

  it('counts restarts and knows the last end', async () => {
    const cluster = new FakeCluster(withStatus('a', [CRASHING]));
    assert.match(
      await look(cluster, 'restarts', { target, count: '>=3', exitCode: 1 }),
      /^pass: 3/,
    );
    assert.equal(await look(cluster, 'restarts', { target, count: 0 }), 'fail: 3');
    assert.equal(await look(cluster, 'restarts', { target, exitCode: 137 }), 'fail: 1');
    assert.equal(await look(cluster, 'restarts', { target, reason: 'OOMKilled' }), 'fail: Error');
  });

  it('does not take a container that never ended for one that ended well', async () => {
    const cluster = new FakeCluster(withStatus('a', [RUNNING]));
    assert.match(
      await look(cluster, 'restarts', { target, exitCode: 0 }),
      /^fail: it has not ended/,
    );
    assert.match(await look(cluster, 'restarts', { target, count: 0 }), /^pass/);
    assert.equal(await look(gone(), 'restarts', { target, count: 0 }), 'unable: unreachable');
  });
});

describe('log', () => {
  const target = { selector: 'app=web' };

  function cluster(): FakeCluster {
    const made = new FakeCluster(withStatus('a', [RUNNING]), withStatus('b', [RUNNING]));
    made.logs.set('a/', 'starting\nconnection refused\n');
    made.logs.set('b/', 'starting\nready\n');
    return made;
  }

  it('finds a line in the log of any Pod, or of all', async () => {
    assert.equal(
      await look(cluster(), 'log', { target, contains: 'refused' }),
      'pass: connection refused',
    );
    assert.equal(
      await look(cluster(), 'log', { target, matches: '^ready$', each: 'all' }),
      'fail: last: connection refused',
    );
    assert.equal(
      await look(cluster(), 'log', { target, contains: 'starting', each: 'all' }),
      'pass: starting',
    );
  });

  it('can want that a line is not there, which an unread log does not prove', async () => {
    const check = { target, contains: 'panic', expect: false };
    assert.equal(await look(cluster(), 'log', check), 'pass: no such line');
    const partly = cluster();
    partly.logs.delete('b/');
    assert.match(await look(partly, 'log', check), /^unable/);
    assert.equal(
      await look(partly, 'log', { target, contains: 'refused' }),
      'pass: connection refused',
    );
  });

  it('hides what looks like a secret', async () => {
    const made = cluster();
    made.logs.set(
      'a/',
      'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl\n',
    );
    assert.doesNotMatch(await look(made, 'log', { target, contains: 'Bearer' }), /eyJ/);
  });
});

describe('compare', () => {
  const cluster = new FakeCluster(
    deployment(NS, 'web', { replicas: 3 }),
    configMap(NS, 'scale', { replicas: '3', cpu: '0.01' }),
  );
  const left = { target: { kind: 'Deployment', name: 'web' }, path: 'spec.replicas' };
  const right = { target: { kind: 'ConfigMap', name: 'scale' }, path: 'data.replicas' };

  it('compares values of two objects, as what they mean', async () => {
    assert.match(await look(cluster, 'compare', { left, right, as: 'number' }), /^pass: 3/);
    assert.equal(await look(cluster, 'compare', { left, right }), 'fail: 3');
    const cpu = {
      target: left.target,
      path: 'spec.template.spec.containers[0].resources.requests.cpu',
    };
    const other = { ...right, path: 'data.cpu' };
    assert.match(
      await look(cluster, 'compare', { left: cpu, right: other, as: 'quantity' }),
      /^pass/,
    );
  });

  it('compares an object with a file', async () => {
    const file = { file: 'web.yaml', path: 'spec.replicas' };
    const files = { 'web.yaml': 'spec:\n  replicas: 2\n' };
    assert.equal(await look(cluster, 'compare', { left, right: file }, files), 'fail: 3');
    assert.match(
      await look(cluster, 'compare', { left, right: file, expect: 'more' }, files),
      /^pass/,
    );
    assert.match(
      await look(cluster, 'compare', { left, right: file, expect: 'different' }, files),
      /^pass/,
    );
  });

  it('does not pass because something is missing on both sides', async () => {
    const nothing = { target: left.target, path: 'spec.nothing' };
    assert.equal(
      await look(cluster, 'compare', { left: nothing, right: nothing }),
      'fail: nothing',
    );
    assert.equal(await look(gone(), 'compare', { left, right }), 'unable: unreachable');
  });
});

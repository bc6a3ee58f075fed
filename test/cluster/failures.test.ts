import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkStep } from '../../src/core/checks/engine.ts';
import { clusterUnreadable } from '../../src/core/checks/unreadable.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import { LabError } from '../../src/core/errors.ts';
import type { Clusters } from '../../src/core/ports.ts';
import { changedKubeconfig, clustersWith, only } from '../support/kubeconfigs.ts';
import {
  limit,
  sharedCluster,
  startTestCluster,
  type TestCluster,
} from '../support/practiceCluster.ts';
import { newCheck, newRound } from '../support/rounds.ts';

/** A check that waits, because nothing ever makes it true. */
function waitingCheck(timeoutMs: number) {
  const target = { kind: 'Namespace', name: 'kube-system' };
  return newCheck('field', { target, path: 'metadata.labels.never', exists: true }, { timeoutMs });
}

/** Runs a round and does something to the cluster as soon as the round has looked once. */
async function checkWhile(
  cluster: TestCluster,
  timeoutMs: number,
  afterFirstLook: () => void,
): Promise<{ result: CheckResult; ms: number }> {
  const round = newRound(cluster.admin, 'default', [waitingCheck(timeoutMs)]);
  let looks = 0;
  const startedAt = performance.now();
  const { results } = await checkStep(
    round,
    () => {
      looks += 1;
      if (looks === 1) afterFirstLook();
    },
    AbortSignal.timeout(60_000),
  );
  return { result: only(results), ms: performance.now() - startedAt };
}

async function failureOf(work: Promise<unknown>): Promise<LabError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof LabError, String(error));
    return error;
  }
  throw new Error('It did not fail.');
}

describe('A cluster that does not answer', function () {
  this.timeout(90_000);

  it('stopped in the middle of a round, makes its checks unable: unreachable, at once', async () => {
    const cluster = await startTestCluster();
    try {
      const { result, ms } = await checkWhile(cluster, 30_000, () => {
        process.kill(cluster.pid, 'SIGKILL');
      });
      assert.equal(result.state, 'unable', JSON.stringify(result));
      assert.equal(result.cause, 'unreachable');
      assert.match(result.remedy, /try again/);
      assert.ok(ms < 10_000, `${ms} ms`);
    } finally {
      await cluster.stop();
    }
  });

  it('frozen in the middle of a round, makes them unable: timeout, and the round ends', async () => {
    const cluster = await startTestCluster();
    try {
      const { result, ms } = await checkWhile(cluster, 2_000, () => {
        process.kill(cluster.pid, 'SIGSTOP');
      });
      assert.equal(result.state, 'unable', JSON.stringify(result));
      assert.equal(result.cause, 'timeout');
      assert.ok(result.remedy.length > 0);
      assert.ok(ms < 9_000, `${ms} ms`);
    } finally {
      process.kill(cluster.pid, 'SIGCONT');
      await cluster.stop();
    }
  });

  it('is told apart from an abort by the person', async () => {
    const cluster = await sharedCluster();
    const controller = new AbortController();
    const round = newRound(cluster.admin, 'default', [waitingCheck(30_000)]);
    const answer = checkStep(round, () => controller.abort(), controller.signal);
    await assert.rejects(answer, { name: 'AbortError' });
  });
});

describe('Credentials that the cluster does not accept', function () {
  this.timeout(60_000);
  let cluster: TestCluster;

  before(async () => {
    cluster = await sharedCluster();
  });

  it('a wrong token: unauthorized, with what to do and without the token', async () => {
    const path = await changedKubeconfig(cluster, 'wrong.yaml', (config) => {
      only(config.users).user = { token: 'not-a-token' };
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'unauthorized');
    assert.ok(error.next);
    assert.doesNotMatch(`${error.message} ${error.next}`, /not-a-token/);
    const { cause, remedy } = clusterUnreadable(error);
    assert.equal(cause, 'unauthorized');
    assert.ok(remedy.length > 0);
  });

  it('no credentials at all: nobody may read, and it is said so', async () => {
    const path = await changedKubeconfig(cluster, 'anonymous.yaml', (config) => {
      delete only(config.contexts).context['user'];
      config.users = [];
    });
    // The server lets anonymous people in and forbids them everything, or does not let them in.
    const clusters = clustersWith(cluster, path);
    const error = await failureOf(
      openWith(clusters, cluster).then((opened) =>
        opened.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'default' }, limit()),
      ),
    );
    assert.ok(['unauthorized', 'forbidden'].includes(error.reason), error.message);
  });

  it('a login program that is not there: named, with what to do', async () => {
    const path = await changedKubeconfig(cluster, 'exec.yaml', (config) => {
      const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-login' };
      only(config.users).user = { exec: { ...exec, interactiveMode: 'Never' } };
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'unauthorized');
    assert.match(error.message, /no-such-login/);
    assert.ok(error.next);
  });

  it('a login program that never ends is not waited for', async () => {
    const path = await changedKubeconfig(cluster, 'slow.yaml', (config) => {
      const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sleep', args: ['3'] };
      only(config.users).user = { exec: { ...exec, interactiveMode: 'Never' } };
    });
    const opening = clustersWith(cluster, path).open(
      { name: cluster.context },
      AbortSignal.timeout(500),
    );
    await assert.rejects(
      opening,
      (error) =>
        /Timeout|timeout/.test((error as Error).name) ||
        (error instanceof LabError && error.reason === 'cluster-timeout'),
    );
  });
});

describe('A kubeconfig that is broken', function () {
  this.timeout(60_000);
  let cluster: TestCluster;

  before(async () => {
    cluster = await sharedCluster();
  });

  it('does not parse: one sentence, without the text around the fault', async () => {
    const path = join(cluster.folder, 'unparsable.yaml');
    await writeFile(path, 'users:\n- name: me\n  user:\n    token: "top-secret\n  bad: [\n');
    const error = await failureOf(clustersWith(cluster, path).contexts());
    assert.equal(error.reason, 'kubeconfig-broken');
    assert.match(error.message, /unparsable\.yaml/);
    assert.ok(error.next);
    assert.doesNotMatch(`${error.message} ${error.next}`, /top-secret/);
  });

  it('is no kubeconfig', async () => {
    const path = join(cluster.folder, 'list.yaml');
    await writeFile(path, '- a\n- b\n');
    const error = await failureOf(clustersWith(cluster, path).contexts());
    assert.equal(error.reason, 'kubeconfig-broken');
  });

  it('is not there', async () => {
    const clusters = clustersWith(cluster, join(cluster.folder, 'nowhere.yaml'));
    const error = await failureOf(clusters.contexts());
    assert.equal(error.reason, 'kubeconfig-broken');
    assert.match(error.message, /nowhere\.yaml/);
  });

  it('names a user that it does not have', async () => {
    const path = await changedKubeconfig(cluster, 'no-user.yaml', (config) => {
      only(config.contexts).context['user'] = 'shoper';
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'kubeconfig-broken');
    assert.match(error.message, /user "shoper"/);
    assert.ok(error.next);
  });

  it('names a cluster that it does not have', async () => {
    const path = await changedKubeconfig(cluster, 'no-cluster.yaml', (config) => {
      only(config.contexts).context['cluster'] = 'practise';
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'kubeconfig-broken');
    assert.match(error.message, /cluster "practise"/);
  });

  it('has no such context: says which there are', async () => {
    const clusters = clustersWith(cluster, cluster.kubeconfig);
    const error = await failureOf(clusters.open({ name: 'shpo' }, limit()));
    assert.equal(error.reason, 'no-context');
    assert.match(`${error.message} ${error.next}`, /"shpo"/);
  });

  it('points nowhere: unreachable, with what to do', async () => {
    const path = await changedKubeconfig(cluster, 'closed.yaml', (config) => {
      only(config.clusters).cluster['server'] = 'https://127.0.0.1:1';
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'cluster-unreachable');
    assert.match(error.message, /127\.0\.0\.1:1/);
    assert.ok(error.next);
  });

  it('has an address that is none', async () => {
    const path = await changedKubeconfig(cluster, 'no-address.yaml', (config) => {
      only(config.clusters).cluster['server'] = 'not an address';
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'kubeconfig-broken');
  });

  it('trusts another certificate authority: said as what it is', async () => {
    const path = await changedKubeconfig(cluster, 'other-ca.yaml', (config) => {
      delete only(config.clusters).cluster['certificate-authority-data'];
      delete only(config.clusters).cluster['certificate-authority'];
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'cluster-unreachable');
    assert.match(error.message, /certificate/);
  });

  it('names a file that is not there', async () => {
    const path = await changedKubeconfig(cluster, 'no-file.yaml', (config) => {
      const { user } = only(config.users);
      delete user['client-key-data'];
      user['client-key'] = 'gone.key';
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.match(error.message, /gone\.key/);
    assert.ok(error.next);
  });

  it('has a certificate that cannot be read', async () => {
    const path = await changedKubeconfig(cluster, 'bad-cert.yaml', (config) => {
      only(config.users).user['client-certificate-data'] =
        Buffer.from('nonsense').toString('base64');
    });
    const error = await failureOf(openWith(clustersWith(cluster, path), cluster));
    assert.equal(error.reason, 'kubeconfig-broken');
  });

  it('with one broken entry still gives the others', async () => {
    const path = await changedKubeconfig(cluster, 'half.yaml', (config) => {
      config.users.unshift({ user: {} } as never);
      config.contexts.push({ name: 'empty', context: {} });
    });
    const clusters = clustersWith(cluster, path);
    assert.ok((await clusters.contexts()).some(({ name }) => name === cluster.context));
    await openWith(clusters, cluster);
  });

  it('of several in KUBECONFIG, the first entry of a name counts, and missing files do not', async () => {
    const second = await changedKubeconfig(cluster, 'second.yaml', (config) => {
      only(config.clusters).cluster['server'] = 'https://127.0.0.1:1';
      config.contexts.push({ name: 'extra', context: { ...only(config.contexts).context } });
    });
    const before = process.env['KUBECONFIG'];
    process.env['KUBECONFIG'] = [cluster.kubeconfig, '/nowhere/config', second].join(':');
    try {
      const clusters = clustersWith(cluster, undefined);
      const names = (await clusters.contexts()).map(({ name }) => name);
      assert.deepEqual(names, [cluster.context, 'extra']);
      await openWith(clusters, cluster);
    } finally {
      if (before === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = before;
    }
  });

  it('is no obstacle to the practice cluster', async () => {
    const path = join(cluster.folder, 'broken.yaml');
    await writeFile(path, 'users: [');
    const { context, kubeconfig, server } = cluster;
    const clusters = clustersWith(cluster, path, async () => ({
      state: 'running',
      context,
      kubeconfig,
      server,
    }));
    assert.deepEqual(
      (await clusters.contexts()).map(({ name, isPractice }) => [name, isPractice]),
      [[context, true]],
    );
  });
});

async function openWith(clusters: Clusters, { context }: TestCluster) {
  return clusters.open({ name: context }, limit());
}

import assert from 'node:assert/strict';
import type { Machine } from '../../../src/core/checks/roundSnapshot.ts';
import type { CheckResult } from '../../../src/core/checks/result.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { deployment, pod } from '../../support/objects.ts';
import { checkOne, newCheck } from '../../support/rounds.ts';
import { gone, shown } from './words.ts';

const NS = 'lab-1';

type More = NonNullable<Parameters<typeof checkOne>[3]>;

async function answer(
  cluster: FakeCluster,
  type: string,
  fields: object,
  more: More & { timeoutMs?: number } = {},
): Promise<CheckResult> {
  const { timeoutMs = 0, ...round } = more;
  const clock = new FakeClock();
  return checkOne(cluster, NS, newCheck(type, fields, { timeoutMs }), { clock, ...round });
}

async function look(...args: Parameters<typeof answer>): Promise<string> {
  return shown(await answer(...args));
}

const nothing: Machine = {
  findTool: async () => undefined,
  readKubeconfig: async () => undefined,
};

describe('exec', () => {
  const check = { target: { selector: 'app=web' }, command: ['test', '-f', '/www/ready'] };
  const cluster = (): FakeCluster =>
    new FakeCluster(pod(NS, 'a', { app: 'web' }), pod(NS, 'b', { app: 'web' }));
  const ends = (of: FakeCluster, name: string, code: number, stdout = ''): void => {
    of.programs.set(`${name}: test -f /www/ready`, { code, stdout, stderr: '' });
  };

  it('wants the same of every Pod, or of any', async () => {
    const both = cluster();
    ends(both, 'a', 0);
    ends(both, 'b', 1);
    assert.equal(await look(both, 'exec', check), 'fail: exit code 1');
    assert.equal(await look(both, 'exec', { ...check, each: 'any' }), 'pass: exit code 0');
    ends(both, 'b', 0);
    assert.equal(await look(both, 'exec', check), 'pass: exit code 0; exit code 0');
  });

  it('can want a failure, and looks into the output', async () => {
    const one = new FakeCluster(pod(NS, 'a', { app: 'web' }));
    ends(one, 'a', 1);
    assert.equal(await look(one, 'exec', { ...check, exit: 'failure' }), 'pass: exit code 1');
    ends(one, 'a', 0, 'closed');
    const open = { ...check, stdoutMatches: 'open' };
    assert.equal(await look(one, 'exec', open), 'fail: exit code 0: closed');
  });

  it('says that nobody is there, and that nobody answers', async () => {
    assert.equal(await look(new FakeCluster(), 'exec', check), 'fail: none');
    assert.equal(await look(gone(), 'exec', check), 'unable: unreachable');
  });

  it('shows no token of the output', async () => {
    const one = new FakeCluster(pod(NS, 'a', { app: 'web' }));
    ends(one, 'a', 1, 'Bearer abcdefghijklmnopqrstuvwxyz');
    assert.doesNotMatch(await look(one, 'exec', check), /abcdefghij/);
  });
});

describe('http of a Pod', () => {
  const check = { pod: { name: 'a' }, port: 80 };

  it('asks the Pod itself', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'));
    cluster.answers.set('a:80', { status: 200, headers: {}, body: 'three bikes' });
    assert.equal(await look(cluster, 'http', check), 'pass: 200');
    assert.equal(await look(cluster, 'http', { ...check, bodyMatches: 'bikes' }), 'pass: 200');
    const other = { ...check, bodyMatches: 'cars' };
    assert.equal(await look(cluster, 'http', other), 'fail: three bikes');
  });

  it('takes no body for real where nodes are simulated', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'));
    cluster.hasSimulatedNodes = true;
    const said = await look(cluster, 'http', { ...check, bodyMatches: 'bikes' });
    assert.equal(said, 'unable: needs-containers');
  });
});

describe('trigger', () => {
  const check = {
    do: 'delete',
    target: { kind: 'Pod', selector: 'app=web' },
    checks: [{ type: 'exists', target: { kind: 'Pod', name: 'b' } }],
  };

  it('does it once, and looks at what comes after', async () => {
    const cluster = new FakeCluster(pod(NS, 'a', { app: 'web' }));
    let looks = 0;
    cluster.beforeList = () => {
      looks += 1;
      if (looks === 3) cluster.put(pod(NS, 'b', { app: 'web' }));
    };
    const said = await look(cluster, 'trigger', check, { timeoutMs: 10_000 });
    assert.match(said, /^pass: deleted Pod with app=web/);
    const left = await cluster.list(
      { apiVersion: 'v1', kind: 'Pod', namespace: NS },
      AbortSignal.timeout(100),
    );
    assert.deepEqual(
      left.map(({ metadata }) => metadata.name),
      ['b'],
    );
  });

  it('is not satisfied by what was there before', async () => {
    const cluster = new FakeCluster(pod(NS, 'b', { app: 'web' }));
    const said = await look(cluster, 'trigger', check, { timeoutMs: 2_000 });
    assert.match(said, /^fail/);
  });

  it('scales and restarts as kubectl does', async () => {
    const cluster = new FakeCluster(deployment(NS, 'web'));
    const target = { kind: 'Deployment', name: 'web' };
    const exists = [{ type: 'exists', target }];
    const spec = { timeoutMs: 2_000 };
    await look(cluster, 'trigger', { do: 'scale', target, replicas: 5, checks: exists }, spec);
    await look(cluster, 'trigger', { do: 'restart', target, checks: exists }, spec);
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: NS };
    const live = await cluster.get(ref, AbortSignal.timeout(100));
    const text = JSON.stringify(live);
    assert.match(text, /"replicas":5/);
    assert.match(text, /kubectl\.kubernetes\.io\/restartedAt/);
  });

  it('needs a name or a selector, and replicas for scale alone', () => {
    const target = { kind: 'Pod' };
    assert.throws(() => newCheck('trigger', { ...check, target }), /name or a selector/);
    assert.throws(() => newCheck('trigger', { ...check, replicas: 2 }), /replicas is for scale/);
  });

  it('says that there is nothing to do it to', async () => {
    assert.equal(await look(new FakeCluster(), 'trigger', check), 'fail: none');
    assert.equal(await look(gone(), 'trigger', check), 'unable: unreachable');
  });
});

describe('kubeconfig', () => {
  const text = [
    'current-context: shop',
    'contexts:',
    '  - { name: shop, context: { cluster: here, user: rider, namespace: lab-1 } }',
    'clusters: [{ name: here, cluster: { server: "https://127.0.0.1:6443" } }]',
    'users: [{ name: rider, user: { token: very-secret } }]',
  ].join('\n');
  const machine = (kubeconfig: string | undefined): More => ({
    machine: { ...nothing, readKubeconfig: async () => kubeconfig },
  });

  it('knows names and addresses, and nothing that logs in', async () => {
    const asked = { context: 'shop', cluster: 'here', user: 'rider', namespace: NS };
    for (const [field, equals] of Object.entries(asked)) {
      const said = await look(new FakeCluster(), 'kubeconfig', { field, equals }, machine(text));
      assert.equal(said, `pass: ${equals}`);
    }
    assert.throws(() => newCheck('kubeconfig', { field: 'token', exists: true }));
  });

  it('tells a context that leads nowhere from one that does', async () => {
    const broken = text.replace('current-context: shop', 'current-context: shpo');
    const check = { field: 'server', exists: true };
    assert.match(await look(new FakeCluster(), 'kubeconfig', check, machine(broken)), /^fail/);
    assert.match(await look(new FakeCluster(), 'kubeconfig', check, machine('a: [')), /^fail/);
    const none = await look(new FakeCluster(), 'kubeconfig', check, machine(undefined));
    assert.equal(none, 'unable: not-yet-due');
  });
});

describe('tool', () => {
  const machine = (version: string | undefined): More => ({
    machine: {
      ...nothing,
      findTool: async () => (version === undefined ? undefined : { version }),
    },
  });

  it('is there, in a version', async () => {
    const cluster = new FakeCluster();
    const check = { name: 'helm', version: '>=3.10 <5' };
    assert.equal(await look(cluster, 'tool', check, machine('v3.14.2')), 'pass: v3.14.2');
    assert.equal(await look(cluster, 'tool', check, machine('v2.17.0')), 'fail: v2.17.0');
    assert.equal(await look(cluster, 'tool', check, machine(undefined)), 'fail: not on the PATH');
    assert.equal(await look(cluster, 'tool', check, machine('')), 'unable: bad-check');
    assert.equal(await look(cluster, 'tool', { name: 'jq' }, machine('')), 'pass: is there');
  });

  it('is not too far from the server', async () => {
    const check = { name: 'kubectl', maxSkew: 1 };
    assert.match(await look(new FakeCluster(), 'tool', check, machine('v1.36.0')), /^pass/);
    assert.match(await look(new FakeCluster(), 'tool', check, machine('v1.34.0')), /^fail/);
    assert.equal(await look(gone(), 'tool', check, machine('v1.36.0')), 'unable: unreachable');
  });

  it('has a range that can be read', () => {
    assert.throws(() => newCheck('tool', { name: 'helm', version: 'newest' }), /a range/);
    assert.throws(() => newCheck('tool', { name: 'helm; rm -rf /' }), /name of a program/);
  });
});

describe('command', () => {
  const check = { run: ['helm', 'list'], stdoutMatches: 'shop' };
  const ended = (code: number, stdout: string, stderr = ''): More => ({
    machine: { ...nothing, run: async () => ({ code, stdout, stderr }) },
  });

  it('wants a code and an output', async () => {
    const cluster = new FakeCluster();
    assert.equal(
      await look(cluster, 'command', check, ended(0, 'shop\n')),
      'pass: exit code 0: shop',
    );
    assert.match(await look(cluster, 'command', check, ended(0, 'nothing')), /^fail/);
    assert.equal(
      await look(cluster, 'command', check, ended(1, '', 'no')),
      'fail: exit code 1: no',
    );
  });

  it('does not run without consent', async () => {
    assert.equal(await look(new FakeCluster(), 'command', check), 'unable: untrusted');
  });
});

describe('confirm', () => {
  const check = { ask: 'Is the page blue?', ifNo: 'Load it once more.' };
  const said = (isSo: boolean): More => ({ confirmed: new Map([['confirm', isSo]]) });

  it('takes a yes, and says what to do after a no', async () => {
    const cluster = new FakeCluster();
    assert.equal(await look(cluster, 'confirm', check), 'fail: no answer yet');
    assert.equal(await look(cluster, 'confirm', check, said(true)), 'pass: yes');
    const no = await answer(cluster, 'confirm', check, said(false));
    assert.equal(no.state === 'fail' && no.message, 'Load it once more.');
  });
});

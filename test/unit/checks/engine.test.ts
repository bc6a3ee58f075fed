import assert from 'node:assert/strict';
import type { Check } from '../../../src/core/checks/check.ts';
import { checkStep, type Round, takeBaselines } from '../../../src/core/checks/engine.ts';
import type { CheckResult } from '../../../src/core/checks/result.ts';
import { LabError } from '../../../src/core/errors.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { configMap, deployment, pod, service } from '../../support/objects.ts';
import { newCheck, newRound } from '../../support/rounds.ts';

const NS = 'lab-1';

interface Outcome {
  readonly results: readonly CheckResult[];
  readonly seen: readonly string[];
  /** How long the round took, on its clock. */
  readonly ms: number;
  readonly looks: readonly (readonly CheckResult[])[];
}

async function check(
  cluster: Round['cluster'],
  checks: readonly Check[],
  more: Parameters<typeof newRound>[3] = {},
): Promise<Outcome> {
  const clock = new FakeClock();
  const startedAt = clock.now();
  const looks: (readonly CheckResult[])[] = [];
  const round = newRound(cluster, NS, checks, { clock, ...more });
  const { results, seen } = await checkStep(
    round,
    (each) => looks.push(each),
    new AbortController().signal,
  );
  return { results, seen, looks, ms: clock.now() - startedAt };
}

function states(results: readonly CheckResult[]): Record<string, string> {
  return Object.fromEntries(results.map(({ check: id, state }) => [id, state]));
}

const exists = (name: string, more: Partial<Check> = {}): Check =>
  newCheck('exists', { target: { kind: 'Pod', name } }, { id: name, ...more });

const phase = (name: string, wanted: string, more: Partial<Check> = {}): Check =>
  newCheck(
    'field',
    { target: { kind: 'Pod', name }, path: 'status.phase', equals: wanted },
    { id: name, ...more },
  );

function podIn(name: string, podPhase: string) {
  return { ...pod(NS, name), status: { phase: podPhase } };
}

describe('A round of checks', () => {
  it('answers in the order in which the checks are written', async () => {
    const { results } = await check(new FakeCluster(pod(NS, 'b')), [exists('a'), exists('b')]);
    assert.deepEqual(
      results.map(({ check: id, state }) => [id, state]),
      [
        ['a', 'fail'],
        ['b', 'pass'],
      ],
    );
  });

  it('reads every kind and namespace once a look, however many checks want it', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'), service(NS, 'a'));
    const checks = [
      exists('a'),
      exists('b'),
      newCheck('exists', { target: { kind: 'Service', name: 'a' } }),
      newCheck('exists', { target: { kind: 'Namespace', name: NS } }, { id: 'ns' }),
    ];
    await check(cluster, checks);
    assert.deepEqual(cluster.lists.toSorted(), ['Namespace', `Pod ${NS}`, `Service ${NS}`]);
  });

  it('cannot decide without real containers, and still reads files and answers', async () => {
    const file = newCheck('file', { file: 'a.yaml', path: 'kind', equals: 'Pod' });
    const { results } = await check(new FakeCluster(pod(NS, 'a')), [exists('a'), file], {
      lacksContainers: true,
      files: { 'a.yaml': 'kind: Pod' },
    });
    const [unable, read] = results;
    assert.ok(unable?.state === 'unable');
    assert.equal(unable.cause, 'needs-containers');
    assert.match(unable.remedy, /kind, k3d or minikube/);
    assert.equal(read?.state, 'pass');
  });

  it('judges all checks of a look on one snapshot', async () => {
    const { results } = await check(new FakeCluster(), [exists('a'), exists('b')]);
    assert.equal(new Set(results.map(({ snapshotId }) => snapshotId)).size, 1);
  });

  it('looks again until what was asked for is there', async () => {
    const cluster = new FakeCluster(podIn('a', 'Pending'));
    cluster.beforeList = () => {
      if (cluster.lists.length === 3) cluster.put(podIn('a', 'Running'));
    };
    const { results, looks, ms } = await check(cluster, [
      phase('a', 'Running', { timeoutMs: 60_000 }),
    ]);
    assert.deepEqual(states(results), { a: 'pass' });
    assert.deepEqual(
      looks.map(([first]) => first?.state),
      ['fail', 'fail', 'fail', 'pass'],
    );
    assert.ok(ms < 2_000);
  });

  it('gives up after the check’s own time', async () => {
    const { results, ms } = await check(new FakeCluster(podIn('a', 'Pending')), [
      phase('a', 'Running', { timeoutMs: 20_000 }),
    ]);
    assert.deepEqual(states(results), { a: 'fail' });
    assert.ok(ms >= 20_000 && ms < 21_000, `${ms} ms`);
  });

  it('does not wait long for what only a person can change', async () => {
    const cluster = new FakeCluster(deployment(NS, 'web'));
    const target = { kind: 'Deployment', name: 'web' };
    const { ms } = await check(cluster, [
      newCheck(
        'field',
        { target, path: 'spec.replicas', equals: 5 },
        { id: 'written', timeoutMs: 60_000 },
      ),
      exists('missing', { timeoutMs: 60_000 }),
    ]);
    assert.ok(ms < 4_000, `${ms} ms`);
  });

  it('does not wait at all for files and answers', async () => {
    const { ms } = await check(
      new FakeCluster(),
      [
        newCheck('file', { file: 'a.yaml', path: 'x', equals: 1 }, { timeoutMs: 60_000 }),
        newCheck('quiz', { ref: 'q' }, { timeoutMs: 60_000 }),
      ],
      { files: { 'a.yaml': 'x: 2\n' }, quiz: new Map([['q', false]]) },
    );
    assert.equal(ms, 0);
  });

  it('does not wait for a check that need not pass', async () => {
    const cluster = new FakeCluster(podIn('a', 'Pending'));
    const { ms } = await check(cluster, [
      phase('a', 'Running', { required: false, timeoutMs: 60_000 }),
    ]);
    assert.equal(ms, 0);
  });

  it('waits for it when another one needs it', async () => {
    const cluster = new FakeCluster(podIn('a', 'Pending'), pod(NS, 'b'));
    cluster.beforeList = () => {
      if (cluster.lists.length === 2) cluster.put(podIn('a', 'Running'));
    };
    const { results } = await check(cluster, [
      phase('a', 'Running', { required: false, timeoutMs: 60_000 }),
      exists('b', { needs: ['a'] }),
    ]);
    assert.deepEqual(states(results), { a: 'pass', b: 'pass' });
  });

  it('rejects when it is aborted, and with nothing else', async () => {
    const controller = new AbortController();
    const clock = new FakeClock();
    const checks = [phase('a', 'Running', { timeoutMs: 60_000 })];
    const round = newRound(new FakeCluster(podIn('a', 'Pending')), NS, checks, { clock });
    const answer = checkStep(round, () => controller.abort(), controller.signal);
    await assert.rejects(answer, { name: 'AbortError' });
  });

  it('says so about a type that does not exist', async () => {
    const { results } = await check(new FakeCluster(), [{ ...exists('a'), type: 'telepathy' }]);
    const [result] = results;
    assert.equal(result?.state === 'unable' && result.cause, 'bad-check');
  });
});

describe('A check that has to hold', () => {
  const target = { kind: 'Pod', name: 'a' };
  const gone = newCheck('absent', { target }, { id: 'gone', holdMs: 10_000, timeoutMs: 25_000 });

  it('passes when it stayed true for so long', async () => {
    const { results, ms, looks } = await check(new FakeCluster(), [gone]);
    assert.deepEqual(states(results), { gone: 'pass' });
    assert.ok(ms >= 10_000 && ms < 11_000, `${ms} ms`);
    const [first] = looks[0] ?? [];
    assert.ok(first?.state === 'fail' && /stay so for 10 s/.test(first.message ?? ''));
  });

  it('begins anew when it is broken', async () => {
    const cluster = new FakeCluster();
    let looks = 0;
    cluster.beforeList = () => {
      looks += 1;
      if (looks === 10) cluster.put(pod(NS, 'a'));
      if (looks === 12) cluster.remove(pod(NS, 'a'));
    };
    const { results, ms } = await check(cluster, [gone]);
    assert.deepEqual(states(results), { gone: 'pass' });
    assert.ok(ms > 13_000, `${ms} ms`);
  });

  it('fails when it breaks and its time is over', async () => {
    const cluster = new FakeCluster();
    let looks = 0;
    cluster.beforeList = () => {
      looks += 1;
      if (looks % 20 === 0) cluster.put(pod(NS, 'a'));
      else cluster.remove(pod(NS, 'a'));
    };
    const { results } = await check(cluster, [gone]);
    assert.deepEqual(states(results), { gone: 'fail' });
  });

  it('keeps those that need it waiting', async () => {
    const cluster = new FakeCluster(pod(NS, 'b'));
    const { results, looks } = await check(cluster, [gone, exists('b', { needs: ['gone'] })]);
    assert.equal(states(looks[0] ?? [])['b'], 'skipped');
    assert.deepEqual(states(results), { gone: 'pass', b: 'pass' });
  });
});

describe('A check that needs another', () => {
  it('is skipped until that one passes, and says which', async () => {
    const cluster = new FakeCluster(pod(NS, 'b'));
    const { results } = await check(cluster, [
      exists('a', { title: 'Pod a is there' }),
      exists('b', { needs: ['a'] }),
    ]);
    const result = results.find(({ check: id }) => id === 'b');
    assert.ok(result?.state === 'skipped' && /Pod a is there/.test(result.reason));
  });

  it('may be written before it', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'), pod(NS, 'b'), pod(NS, 'c'));
    const { results } = await check(cluster, [
      exists('c', { needs: ['b'] }),
      exists('b', { needs: ['a'] }),
      exists('a'),
    ]);
    assert.deepEqual(
      results.map(({ check: id, state }) => [id, state]),
      [
        ['c', 'pass'],
        ['b', 'pass'],
        ['a', 'pass'],
      ],
    );
  });

  it('never comes to its turn in a circle, and the round still ends', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'), pod(NS, 'b'));
    const { results, ms } = await check(cluster, [
      exists('a', { needs: ['b'], timeoutMs: 60_000 }),
      exists('b', { needs: ['a'], timeoutMs: 60_000 }),
    ]);
    assert.deepEqual(states(results), { a: 'skipped', b: 'skipped' });
    assert.equal(ms, 0);
  });

  it('asks no Service before its time', async () => {
    const cluster = new FakeCluster(service(NS, 'web'));
    const http = newCheck('http', { service: 'web', port: 8000 }, { needs: ['a'] });
    await check(cluster, [exists('a'), http]);
    assert.deepEqual(cluster.requests, []);
    cluster.put(pod(NS, 'a'));
    await check(cluster, [exists('a'), http]);
    assert.deepEqual(cluster.requests, ['web:8000/']);
  });
});

describe('A guard', () => {
  const guard = newCheck(
    'field',
    { target: { kind: 'Deployment', name: 'web' }, path: 'spec.replicas', equals: 2 },
    { id: 'guard', baseline: 'pass' },
  );

  it('is not due yet while there is nothing to look at', async () => {
    const { results } = await check(new FakeCluster(), [guard]);
    const [result] = results;
    assert.ok(result?.state === 'unable' && result.cause === 'not-yet-due');
    assert.match(result.remedy, /Deployment\/web/);
  });

  it('fails when what it guards was changed', async () => {
    const cluster = new FakeCluster(deployment(NS, 'web', { replicas: 1 }));
    const { results } = await check(cluster, [guard]);
    assert.deepEqual(states(results), { guard: 'fail' });
  });
});

describe('A cluster that cannot be read', () => {
  const failures: readonly [LabError, string][] = [
    [new LabError('unauthorized', 'No.', { next: 'Log in.' }), 'unauthorized'],
    [new LabError('forbidden', 'You may not list pods.'), 'forbidden'],
    [new LabError('cluster-unreachable', 'Nobody there.'), 'unreachable'],
    [new LabError('cluster-timeout', 'Too slow.'), 'timeout'],
    [new LabError('kind-not-served', 'No such kind.'), 'not-installed'],
    [new LabError('context-changed', 'Another cluster.'), 'context-changed'],
  ];
  for (const [failure, cause] of failures) {
    it(`${failure.reason} makes its checks unable: ${cause}, at once and with what to do`, async () => {
      const cluster = new FakeCluster();
      cluster.failure = failure;
      const { results, ms } = await check(cluster, [exists('a', { timeoutMs: 60_000 })]);
      const [result] = results;
      assert.ok(result?.state === 'unable');
      assert.equal(result.cause, cause);
      assert.ok(result.remedy.includes(failure.message));
      assert.ok(result.remedy.includes(failure.next ?? ''));
      assert.equal(ms, 0);
    });
  }

  it('leaves checks of files and answers alone', async () => {
    const unreadable = { cause: 'unreachable', remedy: 'Start it.' } as const;
    const { results } = await check(
      unreadable,
      [exists('a'), newCheck('file', { file: 'a.yaml', path: 'x', equals: 1 })],
      { files: { 'a.yaml': 'x: 1\n' } },
    );
    assert.deepEqual(states(results), { a: 'unable', file: 'pass' });
  });

  it('that goes away while a round waits ends the round', async () => {
    const cluster = new FakeCluster(podIn('a', 'Pending'));
    cluster.beforeList = () => {
      if (cluster.lists.length === 2) {
        cluster.failure = new LabError('cluster-unreachable', 'It is gone.');
      }
    };
    const { results, ms } = await check(cluster, [phase('a', 'Running', { timeoutMs: 60_000 })]);
    assert.equal(results[0]?.state === 'unable' && results[0].cause, 'unreachable');
    assert.ok(ms < 2_000);
  });
});

describe('What a round saw', () => {
  it('is remembered by kind and name, for the lab’s own namespace', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'), pod('other', 'b'));
    const { seen } = await check(cluster, [exists('a')], { seen: new Set(['Pod/before']) });
    assert.deepEqual(seen, ['Pod/before', 'Pod/a']);
  });

  it('does not count what is on its way out', async () => {
    const ending = { ...pod(NS, 'a').metadata, deletionTimestamp: '2026-01-01T00:00:00Z' };
    const { seen } = await check(new FakeCluster({ ...pod(NS, 'a'), metadata: ending }), [
      exists('a'),
    ]);
    assert.deepEqual(seen, []);
  });

  it('lets an absence count that followed in the same round', async () => {
    const cluster = new FakeCluster(pod(NS, 'a'));
    cluster.beforeList = () => {
      if (cluster.lists.length === 2) cluster.remove(pod(NS, 'a'));
    };
    const target = { kind: 'Pod', name: 'a' };
    const { results } = await check(cluster, [
      newCheck('absent', { target, after: 'seen-in-this-run' }, { timeoutMs: 20_000 }),
    ]);
    assert.deepEqual(states(results), { absent: 'pass' });
  });
});

describe('Values at the start of a step', () => {
  const changed = newCheck(
    'changed',
    { target: { kind: 'ConfigMap', name: 'note' }, path: 'data.text', expect: 'changed' },
    { id: 'changed' },
  );
  const signal = new AbortController().signal;

  it('are taken for the checks that compare with them', async () => {
    const cluster = new FakeCluster(configMap(NS, 'note', { text: 'before' }));
    const { values: baselines } = await takeBaselines(
      newRound(cluster, NS, [changed, exists('a')]),
      signal,
    );
    assert.deepEqual(baselines, { changed: ['before'] });
  });

  it('are not known when they could not be read, and the check says so later', async () => {
    const cluster = new FakeCluster(configMap(NS, 'note', { text: 'before' }));
    cluster.failure = new LabError('forbidden', 'No.');
    const { values: baselines } = await takeBaselines(newRound(cluster, NS, [changed]), signal);
    assert.deepEqual(baselines, {});
    cluster.failure = undefined;
    const { results } = await check(cluster, [changed], { baselines });
    assert.equal(results[0]?.state === 'unable' && results[0].cause, 'no-run');
  });
});

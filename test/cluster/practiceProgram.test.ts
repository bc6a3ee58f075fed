import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../src/core/ports.ts';
import { configMap } from '../support/objects.ts';
import { applyAll, limit, newNamespace, until } from '../support/practiceCluster.ts';
import { failureOf, type Line, openPractice, program, Start } from '../support/practiceProgram.ts';

describe('The program of the practice cluster', function () {
  this.timeout(180_000);
  let folder: string;
  let data: string;
  const started: Start[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-program-'));
    data = join(folder, 'practice');
  });

  afterEach(async () => {
    await program('stop', '--data', data);
    for (const each of started.splice(0)) await each.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(...more: string[]): Start {
    const made = new Start(data, ...more);
    started.push(made);
    return made;
  }

  const open = (kubeconfig: string | undefined): Promise<Cluster> =>
    openPractice(folder, kubeconfig);

  it('starts again after it was killed at any moment of its start', async () => {
    // Before a phase is told, in each phase, and right after the last one.
    for (const phase of [0, 1, 2, 3]) {
      const first = start();
      if (phase === 0) await sleep(40);
      else
        await first.line(
          () => first.lines.filter((line) => line.phase !== undefined).length >= phase,
        );
      await first.kill();
    }
    const again = start();
    assert.equal((await again.ready()).ready, true);
    assert.equal(await again.leave(), 0);
  });

  it('keeps its content, address and authority when it was killed while it ran', async () => {
    const first = start();
    const before = await first.ready();
    const cluster = await open(before.kubeconfig);
    const namespace = await newNamespace(cluster);
    await applyAll(cluster, configMap(namespace, 'kept', { text: 'still here' }));
    await first.kill();
    const second = start();
    const after = await second.ready();
    assert.equal(after.server, before.server);
    const live = await open(after.kubeconfig);
    assert.deepEqual(live.pin, cluster.pin);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'kept', namespace };
    assert.ok((await live.get(ref, limit())) !== undefined);
  });

  it('is joined by a second start, and goes on when the second leaves', async () => {
    const [first, second] = [start(), start()];
    const [one, two] = await Promise.all([first.ready(), second.ready()]);
    assert.notEqual(one.joined === true, two.joined === true);
    assert.equal(one.server, two.server);
    const joined = one.joined === true ? first : second;
    const owner = joined === first ? second : first;
    await joined.leave();
    assert.ok((await open(one.kubeconfig)).pin.server === one.server);
    assert.equal(await owner.leave(), 0);
  });

  it('leaves when the one that started it goes away', async () => {
    const first = start();
    const { pid = 0 } = await first.ready();
    assert.equal(await first.leave(), 0);
    assert.throws(() => process.kill(pid, 0));
    assert.deepEqual(first.others, []);
  });

  it('says who has the port when it is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      const taken = start('--port', String(port));
      assert.notEqual(await taken.ended, 0);
      const failure = taken.lines.find(({ error }) => error !== undefined);
      assert.match(failure?.message ?? '', new RegExp(String(port)));
      assert.ok((failure?.next ?? '') !== '');
    } finally {
      server.close();
    }
  });

  it('uses no folder of another version, and deletes nothing of it', async () => {
    const first = start();
    await first.ready();
    await first.leave();
    const marker = join(data, 'practice.json');
    assert.ok(existsSync(marker), marker);
    const record = JSON.parse(await readFile(marker, 'utf8')) as { version: string };
    await writeFile(marker, JSON.stringify({ ...record, version: 'v1.30.0' }));
    const second = start();
    assert.notEqual(await second.ended, 0);
    const failure = second.lines.find(({ error }) => error !== undefined);
    assert.equal(failure?.error, 'data-version');
    assert.match(failure.next ?? '', /reset/);
    assert.ok(existsSync(join(data, 'etcd')));
    assert.equal((await program('reset', '--data', data)).code, 0);
    const third = start();
    assert.equal((await third.ready()).ready, true);
  });

  it('refuses a folder that is a link or that others may read into', async () => {
    await mkdir(join(folder, 'elsewhere'), { mode: 0o700 });
    await symlink(join(folder, 'elsewhere'), data);
    const linked = await program('start', '--data', data);
    assert.notEqual(linked.code, 0);
    assert.ok((failureOf(linked.stderr).message ?? '').length > 0);
    await rm(data);
    const own = start();
    await own.ready();
    assert.equal((await stat(data)).mode & 0o077, 0);
    const { kubeconfig = '' } = own.lines.find(({ ready }) => ready === true) ?? {};
    assert.equal((await stat(kubeconfig)).mode & 0o777, 0o600);
  });

  it('has a user for labs about access, who may look and change nothing', async () => {
    const first = start();
    const { learnerKubeconfig } = await first.ready();
    const learner = await open(learnerKubeconfig);
    const may = (verb: string, resource: string, group = '') =>
      learner.mayDo({ verb, group, resource, namespace: 'default' }, limit());
    assert.equal(await may('list', 'pods'), true);
    assert.equal(await may('delete', 'pods'), false);
    assert.equal(await may('get', 'secrets'), false);
    assert.equal(await may('create', 'rolebindings', 'rbac.authorization.k8s.io'), false);
    await assert.rejects(learner.list({ apiVersion: 'v1', kind: 'Secret' }, limit()), {
      reason: 'forbidden',
    });
  });

  it('runs on detached, says how it is, and stops when it is told to', async () => {
    const detached = await program('start', '--data', data, '--detach', '--linger', '5m');
    assert.equal(detached.code, 0, detached.stderr);
    const status = JSON.parse(
      (await program('status', '--data', data, '--json')).stdout,
    ) as Line & {
      state: string;
    };
    assert.equal(status.state, 'running');
    assert.equal((await program('stop', '--data', data)).code, 0);
    await until('its end', async () => {
      const { stdout } = await program('status', '--data', data, '--json');
      return (JSON.parse(stdout) as { state: string }).state !== 'running';
    });
  });

  it('says what is the matter when the folder cannot be written', async function () {
    // Whoever may write everywhere cannot be kept out by rights.
    const file = join(folder, 'file');
    await writeFile(file, '');
    await chmod(file, 0o600);
    const inside = await program('start', '--data', join(file, 'practice'));
    assert.notEqual(inside.code, 0);
    const { message = '', next = '' } = failureOf(inside.stderr);
    assert.ok(message !== '' && next !== '', inside.stderr);
  });
});

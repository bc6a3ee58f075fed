import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PracticeStatus } from '../../src/core/ports.ts';
import { configMap } from '../support/objects.ts';
import { applyAll, limit } from '../support/practiceCluster.ts';
import { openPractice } from '../support/practiceProgram.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const OWN = 'apiVersion: v1\nkind: Config\ncurrent-context: work\ncontexts: []\n';

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

// One story in order, as somebody types it.
describe('The practice cluster from the command line', function () {
  this.timeout(120_000);
  this.bail(true);
  let folder: string;
  let own: string;
  let server: string | undefined;
  const note = { apiVersion: 'v1', kind: 'ConfigMap', name: 'note', namespace: 'default' };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-cli-'));
    own = join(folder, 'config');
    await writeFile(own, OWN, { mode: 0o600 });
  });

  after(async () => {
    await run('stop');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function run(...args: string[]): Promise<Answer> {
    const env = { ...process.env, K8S_LABS_STATE: join(folder, 'state'), KUBECONFIG: own };
    return promisify(execFile)(process.execPath, [CLI, 'cluster', ...args], { env }).then(
      (output) => ({ code: 0, ...output }),
      (error: unknown) => error as Answer,
    );
  }

  async function status(): Promise<PracticeStatus> {
    return JSON.parse((await run('status', '--format', 'json')).stdout) as PracticeStatus;
  }

  it('does not run yet, which has an exit code of its own', async () => {
    const { code, stdout } = await run('status');
    assert.deepEqual([code, stdout], [1, 'Practice cluster: stopped\n']);
    const nothing = await run('kubeconfig', '--merge');
    assert.equal(nothing.code, 2);
    assert.match(nothing.stderr, /k8s-labs cluster start/);
  });

  it('starts, and says how to reach it', async () => {
    const { code, stdout } = await run('start');
    assert.equal(code, 0);
    assert.match(stdout, /running, Kubernetes v1\.\d+/);
    assert.match(stdout, /KUBECONFIG=/);
    ({ server } = await status());
    assert.match(server ?? '', /^https:\/\/127\.0\.0\.1:/);
  });

  it('is added to a kubeconfig when that is asked for, and never before', async () => {
    assert.equal(await readFile(own, 'utf8'), OWN);
    const { code, stdout } = await run('kubeconfig', '--merge');
    assert.equal(code, 0);
    const text = await readFile(own, 'utf8');
    assert.match(text, /current-context: work/);
    assert.match(text, /k8s-labs-practice/);
    const [, copy = ''] = /before: (\S+)/.exec(stdout) ?? [];
    assert.equal(await readFile(copy, 'utf8'), OWN);
    assert.ok((await openPractice(folder, own)).pin.server === server);
  });

  it('is thrown away by a reset, and has the same address after it', async () => {
    const before = await openPractice(folder, own);
    await applyAll(before, configMap('default', 'note', { text: 'gone soon' }));
    const { code } = await run('reset');
    assert.equal(code, 0);
    assert.equal((await status()).server, server);
    const after = await openPractice(folder, own);
    assert.equal(await after.get(note, limit()), undefined);
  });

  it('stops', async () => {
    const { code, stdout } = await run('stop');
    assert.deepEqual([code, stdout], [0, 'Practice cluster: stopped\n']);
    assert.equal((await status()).state, 'stopped');
  });
});

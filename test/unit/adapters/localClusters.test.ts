import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../../src/adapters/process/findProgram.ts';
import { LocalClusterPrograms } from '../../../src/adapters/process/localClusters.ts';
import type { LabError } from '../../../src/core/errors.ts';

/** What the tools print, as their own documentation shows it. */
const ANSWERS = {
  kind: 'echo k8s-labs; echo other',
  k3d: `echo '[{"name":"k8s-labs","nodes":[]}]'`,
  minikube: `echo '{"invalid":[],"valid":[{"Name":"minikube","Status":"OK"}]}'`,
};

/** Stand-ins on a PATH of their own: kind, k3d and minikube need Docker, which machines of tests lack. */
describe('Clusters of other tools', () => {
  let folder: string;
  let clusters: LocalClusterPrograms;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tools-'));
    clusters = new LocalClusterPrograms((name) => findProgram(name, { PATH: folder }));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const put = (name: string, script: string): Promise<void> =>
    writeFile(join(folder, name), `#!/bin/sh\necho "$*" >> ${join(folder, 'calls')}\n${script}\n`, {
      mode: 0o755,
    });
  const calls = async (): Promise<string[]> =>
    (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');

  it('are offered by the tools that are there', async () => {
    assert.deepEqual(await clusters.tools(), []);
    await put('k3d', '');
    await put('minikube', '');
    assert.deepEqual(await clusters.tools(), ['k3d', 'minikube']);
  });

  it('are listed with the contexts that the tools make', async () => {
    for (const [name, script] of Object.entries(ANSWERS)) await put(name, script);
    const contexts = async (tool: 'kind' | 'k3d' | 'minikube'): Promise<string[]> =>
      (await clusters.list(tool)).map(({ context }) => context);
    assert.deepEqual(await contexts('kind'), ['kind-k8s-labs', 'kind-other']);
    assert.deepEqual(await contexts('k3d'), ['k3d-k8s-labs']);
    assert.deepEqual(await contexts('minikube'), ['minikube']);
  });

  it('are made and deleted by the tools themselves', async () => {
    for (const name of Object.keys(ANSWERS)) await put(name, '');
    for (const tool of ['kind', 'k3d', 'minikube'] as const) {
      await clusters.delete(await clusters.create(tool, 'k8s-labs', signal), signal);
    }
    assert.deepEqual(await calls(), [
      'create cluster --name k8s-labs --wait 120s',
      'delete cluster --name k8s-labs',
      'cluster create k8s-labs --wait',
      'cluster delete k8s-labs',
      'start --profile k8s-labs',
      'delete --profile k8s-labs',
    ]);
  });

  it('that could not be made say what the tool said', async () => {
    await put('kind', 'echo "ERROR: failed to create cluster: docker is not running" >&2; exit 1');
    await assert.rejects(clusters.create('kind', 'k8s-labs', signal), (error: LabError) => {
      assert.equal(error.reason, 'local-cluster-failed');
      assert.match(error.message, /docker is not running/);
      assert.match(error.next ?? '', /terminal/);
      return true;
    });
  });

  it('cannot be listed by a tool that says something else', async () => {
    await put('k3d', 'echo "no JSON"');
    await assert.rejects(clusters.list('k3d'), { reason: 'local-cluster-failed' });
  });

  it('end with all that the tool has started when people cancel', async () => {
    await put('kind', 'sleep 60');
    const stop = new AbortController();
    const made = clusters.create('kind', 'k8s-labs', stop.signal);
    stop.abort(new Error('cancelled'));
    await assert.rejects(made, /cancelled/);
  });
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cluster } from '../../src/core/ports.ts';
import { sharedNode } from '../cluster/realNode/shared.ts';
import { namespaceOf, type Observation, observe } from '../support/learnersView.ts';
import { applyManifest, objectsIn } from '../support/manifests.ts';
import { limit, startTestCluster, type TestCluster, until } from '../support/practiceCluster.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/conformance', import.meta.url));
/** Long enough for three restarts, ten and twenty seconds apart. */
const WATCHED_MS = 60_000;

const files = globSync('*/*.yaml', { cwd: FOLDER }).toSorted();
const manifests = new Map(
  files.map((file) => [
    basename(file, '.yaml'),
    objectsIn(readFileSync(`${FOLDER}/${file}`, 'utf8')),
  ]),
);

/** Images are on the node before it begins: else whoever comes first has other events. */
const IMAGES = ['nginx:1.27-alpine', 'nginx:1.28-alpine', 'busybox:1.36'];

async function run(cluster: Cluster): Promise<ReadonlyMap<string, Observation>> {
  for (const [index, image] of IMAGES.entries()) {
    const spec = {
      containers: [{ name: 'image', image, command: ['true'] }],
      restartPolicy: 'Never',
    };
    const metadata = { name: `image-${index}`, namespace: 'default' };
    await cluster.apply({ apiVersion: 'v1', kind: 'Pod', metadata, spec }, {}, limit());
  }
  await until('the images to be pulled', async () => {
    const pods = await cluster.list(
      { apiVersion: 'v1', kind: 'Pod', namespace: 'default' },
      limit(),
    );
    return pods.every((pod) => (pod['status'] as { phase: string }).phase === 'Succeeded');
  });
  for (const name of manifests.keys()) {
    const metadata = { name: namespaceOf(name) };
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata }, {}, limit());
  }
  // Whoever comes before them waits for them, and how long that takes is chance.
  for (const kind of ['ServiceAccount', 'ConfigMap']) {
    await until(`the last default ${kind}`, async () => {
      const all = await cluster.list({ apiVersion: 'v1', kind }, limit());
      const ours = all.filter(({ metadata }) => metadata.namespace?.startsWith('conform-'));
      return ours.length === manifests.size;
    });
  }
  for (const [name, objects] of manifests) {
    await applyManifest(cluster, namespaceOf(name), objects);
  }
  return observe(cluster, manifests, AbortSignal.timeout(WATCHED_MS));
}

describe('The practice cluster beside a real node', function () {
  this.timeout(240_000);
  let practice: TestCluster | undefined;
  let simulated: ReadonlyMap<string, Observation>;
  let real: ReadonlyMap<string, Observation>;

  before(async () => {
    const node = await sharedNode();
    practice = await startTestCluster(undefined, 1);
    [simulated, real] = await Promise.all([run(practice.admin), run(node.admin)]);
  });

  after(() => practice?.stop());

  it('is tried with enough manifests, of which enough are none that it was written from', () => {
    const unseen = files.filter((file) => file.startsWith('unseen/'));
    assert.ok(
      files.length >= 40 && unseen.length >= 15,
      `${files.length}, ${unseen.length} unseen`,
    );
  });

  for (const name of manifests.keys()) {
    it(`shows the same of ${name}`, () => {
      assert.deepEqual(simulated.get(name)?.view, real.get(name)?.view);
      const restarts = simulated.get(name)?.restarts ?? [];
      for (const [index, count] of (real.get(name)?.restarts ?? []).entries()) {
        const ours = restarts[index] ?? 0;
        assert.ok(Math.abs(ours - count) <= 1, `${ours} restarts, and ${count} on the real node`);
      }
    });
  }
});

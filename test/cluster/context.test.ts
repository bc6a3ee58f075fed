import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadCel } from '../../src/adapters/cel/loadCel.ts';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { consoleLog } from '../../src/adapters/log/consoleLog.ts';
import { LocalPrograms } from '../../src/adapters/process/localPrograms.ts';
import { FileRunStore } from '../../src/adapters/store/fileRunStore.ts';
import { cryptoRandom } from '../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../src/adapters/time/systemClock.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import type { Lab } from '../../src/core/lab/model.ts';
import { parseLab } from '../../src/core/lab/parseLab.ts';
import type { Clusters, Kubectl } from '../../src/core/ports.ts';
import { LabRuns } from '../../src/core/run/labRuns.ts';
import type { Run } from '../../src/core/run/model.ts';
import { changedKubeconfig, clustersWith, only } from '../support/kubeconfigs.ts';
import { limit, sharedCluster, type TestCluster } from '../support/practiceCluster.ts';

const LAB = fileURLToPath(
  new URL('../../labs/1-first-steps/1-labels-and-selectors', import.meta.url),
);

/** Not used by what is tested here. */
const noKubectl: Kubectl = {
  path: async () => undefined,
  run: async () => ({ code: 1, stdout: '', stderr: 'There is no kubectl here.' }),
};

describe('A context that changes under a running lab', function () {
  this.timeout(60_000);
  let cluster: TestCluster;
  let clusters: Clusters;
  let store: FileRunStore;
  let runs: LabRuns;
  let lab: Lab;
  let run: Run;
  let kubeconfig: string;

  before(async () => {
    cluster = await sharedCluster();
    kubeconfig = await restored();
    clusters = clustersWith(cluster, kubeconfig);
    store = new FileRunStore(join(cluster.folder, 'state'), consoleLog);
    runs = new LabRuns({
      clusters,
      store,
      files: nodeFiles,
      kubectl: noKubectl,
      programs: new LocalPrograms(noKubectl),
      clock: systemClock,
      random: cryptoRandom,
      log: consoleLog,
      loadCel,
    });
    const parsed = await parseLab(nodeFiles, { folder: LAB, pack: 'test.pack', kinds: checkKinds });
    assert.ok(parsed !== undefined);
    lab = parsed;
    const context = only(await clusters.contexts());
    const folder = join(cluster.folder, 'work');
    run = await runs.start(lab, { context, folder }, () => undefined, limit());
  });

  afterEach(restored);

  /** The kubeconfig as it was when the lab began. */
  async function restored(): Promise<string> {
    return changedKubeconfig(cluster, 'mine.yaml', () => undefined);
  }

  async function check(): Promise<readonly CheckResult[]> {
    let last: readonly CheckResult[] = [];
    await runs.check(lab, run.id, (results) => (last = results), limit());
    return last;
  }

  /** Every check says so, and names what was expected and what was found. */
  async function assertChanged(...named: string[]): Promise<void> {
    const results = await check();
    assert.ok(results.length > 0);
    for (const result of results) {
      assert.equal(result.state, 'unable', JSON.stringify(result));
      assert.equal(result.cause, 'context-changed');
      for (const name of named)
        assert.ok(result.remedy.includes(name), `${name}: ${result.remedy}`);
    }
  }

  it('is no trouble while it stays the same', async () => {
    const results = await check();
    assert.ok(
      results.every(({ state }) => state === 'fail'),
      JSON.stringify(results),
    );
  });

  it('to another address: names both', async () => {
    const other = 'https://10.1.2.3:6443';
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      only(config.clusters).cluster['server'] = other;
    });
    await assertChanged(cluster.server, other);
  });

  it('to another certificate authority', async () => {
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      const other = Buffer.from('another authority').toString('base64');
      only(config.clusters).cluster['certificate-authority-data'] = other;
    });
    await assertChanged(run.pin.caHash.slice(0, 12));
  });

  it('by being gone', async () => {
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      only(config.contexts).name = 'renamed';
    });
    await assertChanged(cluster.context);
  });

  it('to another cluster at the same address', async () => {
    const clusterId = '11111111-2222-3333-4444-555555555555';
    await store.update(
      run.id,
      (stored) => stored && { ...stored, pin: { ...stored.pin, clusterId } },
    );
    await assertChanged(clusterId, run.pin.clusterId);
    await store.update(run.id, (stored) => stored && { ...stored, pin: run.pin });
  });

  it('only in what is current: the lab stays where it was', async () => {
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      config.contexts.push({ name: 'other', context: { ...only(config.contexts).context } });
      config['current-context'] = 'other';
    });
    assert.ok((await check()).every(({ state }) => state === 'fail'));
  });

  it('gives the terminal a kubeconfig of its own: one context, the namespace, readable for nobody else', async () => {
    const path = await runs.writeKubeconfig(run.id);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const text = await readFile(path, 'utf8');
    assert.ok(text.includes(run.namespace));
    const binary = process.env['K8S_LABS_CLUSTER_BIN'] ?? 'dist/bin/k8s-labs-cluster';
    const { stdout } = await promisify(execFile)(
      binary,
      ['kubectl', '--kubeconfig', path, 'get', 'configmaps', '-o', 'name'],
      { cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    assert.match(stdout, /kube-root-ca/);
  });

  it('gives no terminal a kubeconfig that leads elsewhere', async () => {
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      only(config.clusters).cluster['server'] = 'https://10.1.2.3:6443';
    });
    await assert.rejects(runs.writeKubeconfig(run.id), { reason: 'context-changed' });
  });

  it('keeps a clean-up from touching the other cluster', async () => {
    await changedKubeconfig(cluster, 'mine.yaml', (config) => {
      only(config.clusters).cluster['server'] = 'https://10.1.2.3:6443';
    });
    const cleaning = runs.cleanUp(run.id, () => undefined, limit());
    await assert.rejects(cleaning, { reason: 'context-changed' });
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: run.namespace };
    const live = await cluster.admin.get(ref, limit());
    assert.equal(live?.metadata.deletionTimestamp, undefined);
  });

  it('and changes back: the lab goes on and cleans up', async () => {
    const report = await runs.cleanUp(run.id, () => undefined, AbortSignal.timeout(45_000));
    assert.deepEqual(report, { deleted: [`Namespace/${run.namespace}`], left: [] });
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: run.namespace };
    assert.equal(await cluster.admin.get(ref, limit()), undefined);
  });
});

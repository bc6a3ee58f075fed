import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { loadCel } from '../../src/adapters/cel/loadCel.ts';
import { KubectlProgram } from '../../src/adapters/process/kubectlProgram.ts';
import { LocalPrograms } from '../../src/adapters/process/localPrograms.ts';
import { FileRunStore } from '../../src/adapters/store/fileRunStore.ts';
import { cryptoRandom } from '../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../src/adapters/time/systemClock.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { Check } from '../../src/core/checks/check.ts';
import { checkStep } from '../../src/core/checks/engine.ts';
import { parseLab } from '../../src/core/lab/parseLab.ts';
import type { Cluster } from '../../src/core/ports.ts';
import { proveLab } from '../../src/core/proof/proveLab.ts';
import { LabRuns } from '../../src/core/run/labRuns.ts';
import { configMap, deployment, service } from '../support/objects.ts';
import {
  applyAll,
  limit,
  newNamespace,
  startTestCluster,
  until,
} from '../support/practiceCluster.ts';
import { checkOne, newCheck, newRound } from '../support/rounds.ts';
import { type Figure, figureOf, memoryOf } from './figure.ts';

const ROUNDS = 15;
const MANY_OBJECTS = 10_000;

/** Objects that are made at the same time: more only wait in the server. */
const AT_ONCE = 40;

/** What labs cost on a practice cluster of their own. */
export async function labFigures(repo: string): Promise<Figure[]> {
  const cluster = await startTestCluster();
  try {
    return [
      ...(await roundFigures(cluster.admin)),
      ...(await selfTestFigures(repo, cluster)),
      ...(await manyObjectsFigures(cluster.admin)),
    ];
  } finally {
    await cluster.stop();
  }
}

/** Twenty checks over four kinds; what is beyond the server's own time is ours. */
async function roundFigures(admin: Cluster): Promise<Figure[]> {
  const namespace = await newNamespace(admin);
  await applyAll(admin, deployment(namespace, 'web'), service(namespace, 'web'));
  const checks = twentyChecks();
  await until('the Pods', async () => {
    const ready = newCheck('rollout', { target: { kind: 'Deployment', name: 'web' } });
    return (await checkOne(admin, namespace, ready)).state === 'pass';
  });
  const times: number[] = [];
  let lists: string[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const counted = countingLists(admin);
    const start = performance.now();
    const { results } = await checkStep(
      newRound(counted.cluster, namespace, checks),
      () => {},
      limit(),
    );
    const total = performance.now() - start;
    const failed = results.filter(({ state }) => state !== 'pass');
    if (failed.length > 0) throw new Error(`A check of the bench fails: ${JSON.stringify(failed)}`);
    lists = counted.lists;
    if (round > 0) times.push(Math.max(total - (await serverTime(admin, lists)), 0));
  }
  if (new Set(lists).size !== lists.length) throw new Error(`Listed twice: ${lists.join(', ')}`);
  return [figureOf(`check round, 20 checks, ${lists.length} lists, beyond the server`, times, 300)];
}

function twentyChecks(): Check[] {
  const web = { kind: 'Deployment', name: 'web' };
  const pods = { kind: 'Pod', selector: 'app=web' };
  const all: readonly (readonly [string, object])[] = [
    ['exists', { target: pods, count: 2 }],
    ['exists', { target: { kind: 'Service', name: 'web' } }],
    ['rollout', { target: web }],
    ['condition', { target: web, condition: 'Available' }],
    ['selects', { from: { kind: 'Service', name: 'web' }, to: pods, ready: true, ports: 'match' }],
    ['owned', { target: pods, by: web, count: 2 }],
    ['waiting', { target: { selector: 'app=web' }, expect: false }],
    ['restarts', { target: { selector: 'app=web' }, count: 0 }],
    ['field', { target: web, path: 'spec.replicas', equals: 2 }],
    ['field', { target: pods, path: 'status.phase', equals: 'Running' }],
  ];
  return [...all, ...all].map(([type, fields], index) =>
    newCheck(type, fields, { id: `c${index}` }),
  );
}

function countingLists(admin: Cluster): { cluster: Cluster; lists: string[] } {
  const lists: string[] = [];
  const cluster: Cluster = Object.create(admin, {
    list: {
      value: async (query: Parameters<Cluster['list']>[0], signal: AbortSignal) => {
        lists.push(`${query.apiVersion} ${query.kind} ${query.namespace ?? ''}`);
        return admin.list(query, signal);
      },
    },
  }) as Cluster;
  // Methods that reach private fields need the object that has them.
  for (const name of ['resource', 'proxy', 'mayDo', 'podLog', 'tryApply', 'exec'] as const) {
    Object.defineProperty(cluster, name, { value: admin[name].bind(admin) });
  }
  Object.defineProperty(cluster, 'hasSimulatedNodes', { value: admin.hasSimulatedNodes });
  return { cluster, lists };
}

/** How long the server takes for the same lists alone. */
async function serverTime(admin: Cluster, lists: readonly string[]): Promise<number> {
  const start = performance.now();
  await Promise.all(
    lists.map((text) => {
      const [apiVersion = '', kind = '', namespace] = text.split(' ');
      return admin.list({ apiVersion, kind, namespace }, limit());
    }),
  );
  return performance.now() - start;
}

/** The self-test of the steps of a bundled lab that ask only the API server. */
async function selfTestFigures(
  repo: string,
  cluster: Awaited<ReturnType<typeof startTestCluster>>,
): Promise<Figure[]> {
  const folder = `${repo.replaceAll('\\', '/')}/labs/0-get-ready/0-environment-check`;
  const lab = await parseLab(nodeFiles, { folder, pack: 'bench', kinds: checkKinds });
  const state = await mkdtemp(join(tmpdir(), 'k8s-labs-bench-'));
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const kubectl = new KubectlProgram({
    setting: () => undefined,
    clusterBinary: async () =>
      process.env['K8S_LABS_CLUSTER_BIN'] ?? `${repo}/dist/bin/k8s-labs-cluster`,
    stateFolder: state,
  });
  const runs = new LabRuns({
    clusters: cluster.clusters,
    store: new FileRunStore(state, silent),
    files: nodeFiles,
    kubectl,
    programs: new LocalPrograms(kubectl),
    clock: systemClock,
    random: cryptoRandom,
    log: silent,
    loadCel,
  });
  const context = (await cluster.clusters.contexts()).find(({ name }) => name === cluster.context);
  if (lab === undefined || context === undefined) throw new Error('The bench has no lab to try.');
  const perStep = new Map<string, number>();
  await proveLab(
    lab,
    { runs, files: nodeFiles, kubectl, clock: systemClock },
    { context, folder: `${state}/files` },
    ({ step, ms }) => perStep.set(step, (perStep.get(step) ?? 0) + ms),
    AbortSignal.timeout(120_000),
  );
  await rm(state, { recursive: true, force: true });
  return [figureOf('self-test of a step at API level', [...perStep.values()], 5_000)];
}

/** A namespace with ten thousand objects neither breaks a round nor fills the memory. */
async function manyObjectsFigures(admin: Cluster): Promise<Figure[]> {
  const namespace = await newNamespace(admin);
  let next = 0;
  const maker = async (): Promise<void> => {
    for (let at = next++; at < MANY_OBJECTS; at = next++) {
      await admin.apply(configMap(namespace, `note-${at}`, { text: 'x'.repeat(64) }), {}, limit());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, maker));
  const checks = [
    newCheck(
      'exists',
      { target: { kind: 'ConfigMap' }, count: `>=${MANY_OBJECTS}` },
      { id: 'all' },
    ),
    newCheck(
      'field',
      { target: { kind: 'ConfigMap', name: 'note-77' }, path: 'data.text', exists: true },
      { id: 'one' },
    ),
  ];
  const times: number[] = [];
  const before = process.memoryUsage().rss;
  let peak = before;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const { results } = await checkStep(newRound(admin, namespace, checks), () => {}, limit());
    times.push(performance.now() - start);
    peak = Math.max(peak, process.memoryUsage().rss);
    if (results.some(({ state }) => state !== 'pass')) throw new Error(JSON.stringify(results));
  }
  return [
    figureOf('check round with 10,000 objects in the namespace', times, 5_000),
    memoryOf('memory of that round', peak - before, 200),
  ];
}

import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { deployment } from '../support/objects.ts';
import { applyAll, limit, newNamespace, startTestCluster } from '../support/practiceCluster.ts';
import { type Figure, figureOf, memoryOf, shareOf, sizeOf } from './figure.ts';

const STARTS = 3;
const MANY_PODS = 1_000;

/** How long the idle cluster is watched. Milliseconds. */
const IDLE_MS = 15_000;

/** Clock ticks of the kernel in a second, as `getconf CLK_TCK` says on every Linux. */
const TICKS = 100;

/** What the practice cluster costs. */
export async function clusterFigures(repo: string): Promise<Figure[]> {
  const binary = process.env['K8S_LABS_CLUSTER_BIN'] ?? join(repo, 'dist/bin/k8s-labs-cluster');
  return [
    ...(await startFigures()),
    ...(await runningFigures()),
    sizeOf('practice cluster, compressed', await gzippedSize(binary), 45 * 1024),
  ];
}

async function startFigures(): Promise<Figure[]> {
  const starts: number[] = [];
  const stops: number[] = [];
  const folders: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const data = await mkdtemp(join(tmpdir(), 'k8s-labs-bench-'));
    const begun = performance.now();
    const cluster = await startTestCluster(join(data, 'practice'));
    starts.push(performance.now() - begun);
    const ended = performance.now();
    await cluster.stop();
    stops.push(performance.now() - ended);
    folders.push(await folderSize(data));
    await rm(data, { recursive: true, force: true });
  }
  return [
    figureOf('practice cluster, start to ready', starts, 5_000),
    figureOf('practice cluster, stop', stops, 2_000),
    sizeOf('practice cluster, fresh data folder', Math.max(...folders), 20 * 1024),
  ];
}

async function runningFigures(): Promise<Figure[]> {
  return [...(await idleFigures()), await manyPodsFigure()];
}

async function idleFigures(): Promise<Figure[]> {
  const cluster = await startTestCluster();
  try {
    // What a start leaves behind has settled by then.
    await sleep(10_000);
    const idle = memoryOf('practice cluster, idle', await residentBytes(cluster.pid), 300);
    const before = await cpuTicks(cluster.pid);
    await sleep(IDLE_MS);
    const used = (await cpuTicks(cluster.pid)) - before;
    return [idle, shareOf('practice cluster, idle, of a core', used / TICKS / (IDLE_MS / 1000), 3)];
  } finally {
    await cluster.stop();
  }
}

/** A node takes 110 Pods at most, as a real one does, so it takes ten of them. */
async function manyPodsFigure(): Promise<Figure> {
  const cluster = await startTestCluster(undefined, 10);
  try {
    const namespace = await newNamespace(cluster.admin);
    const begun = performance.now();
    await applyAll(cluster.admin, deployment(namespace, 'many', { replicas: MANY_PODS }));
    for (let ready = 0; ready < MANY_PODS;) {
      const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'many', namespace };
      const live = await cluster.admin.get(ref, limit());
      ready = (live?.status as { readyReplicas?: number } | undefined)?.readyReplicas ?? 0;
      if (performance.now() - begun > 300_000) throw new Error(`Only ${ready} Pods are ready.`);
      await sleep(250);
    }
    return figureOf('1,000 Pods ready', [performance.now() - begun], 60_000);
  } finally {
    await cluster.stop();
  }
}

async function folderSize(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // Blocks, because the write-ahead log is a file with room in it.
    const { blocks } = await stat(join(entry.parentPath, entry.name));
    size += blocks * 512;
  }
  return size;
}

async function residentBytes(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

/** User and system time of a process; Linux only, NaN elsewhere. */
async function cpuTicks(pid: number): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function gzippedSize(path: string): Promise<number> {
  let size = 0;
  for await (const chunk of createReadStream(path).pipe(createGzip({ level: 6 }))) {
    size += (chunk as Buffer).length;
  }
  return size;
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isNodeNewEnough } from '../../src/core/nodeFloor.ts';
import { sharedCluster, type TestCluster } from '../support/practiceCluster.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const LAB = '1-service-finds-pods';

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Report {
  readonly step: string;
  readonly state: string;
  readonly next?: string;
  readonly results: readonly {
    check: string;
    state: string;
    cause?: string;
    mismatches?: { expected: string; found: string; pointsTo?: { file: string; line: number } }[];
  }[];
}

describe('The command line on a real API server', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let folder: string;
  let target: string[];
  let kubeconfig = '';

  before(async () => {
    cluster = await sharedCluster();
    folder = join(cluster.folder, 'cli');
    await mkdir(folder, { recursive: true });
    target = ['--kubeconfig', cluster.kubeconfig, '--context', cluster.context];
  });

  async function run(
    program: string,
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): Promise<Answer> {
    const env = {
      ...process.env,
      ...more,
      K8S_LABS_STATE: join(folder, 'state'),
      ...(kubeconfig === '' ? {} : { KUBECONFIG: kubeconfig }),
    };
    try {
      return { code: 0, ...(await promisify(execFile)(program, args, { cwd: folder, env })) };
    } catch (error) {
      const { code, stdout, stderr } = error as Answer;
      return { code, stdout, stderr };
    }
  }

  const cli = (...args: readonly string[]): Promise<Answer> =>
    run(process.execPath, [CLI, ...args]);

  async function kubectl(...args: readonly string[]): Promise<void> {
    const binary = process.env['K8S_LABS_CLUSTER_BIN'] ?? assert.fail('no practice cluster');
    const answer = await run(binary, ['kubectl', ...args]);
    assert.equal(answer.code, 0, answer.stderr);
  }

  async function check(code: number, ...args: readonly string[]): Promise<Report> {
    const answer = await cli('check', LAB, '--format', 'json', ...args);
    assert.equal(answer.code, code, `${answer.stdout}\n${answer.stderr}`);
    return JSON.parse(answer.stdout) as Report;
  }

  it('says that a lab is not started, and that there is none, with exit code 2', async () => {
    const early = await cli('check', LAB);
    assert.equal(early.code, 2);
    assert.match(early.stderr, /is not started[^]*k8s-labs start 1-service-finds-pods/);
    const none = await cli('start', 'nothing');
    assert.equal(none.code, 2);
    assert.match(none.stderr, /no lab "nothing"/);
  });

  it('asks before it makes something on a cluster that is not known to be for labs', async () => {
    const answer = await cli('start', LAB, ...target);
    assert.equal(answer.code, 2);
    assert.match(answer.stderr, /no known lab cluster[^]*--yes/);
    assert.deepEqual(JSON.parse((await cli('runs', '--format', 'json')).stdout), []);
  });

  it('shows how a subcommand is used, without a cluster', async () => {
    for (const name of ['lint', 'labs', 'start', 'check', 'reset', 'cleanup', 'runs', 'cluster']) {
      const answer = await cli(name, '--help');
      assert.equal(answer.code, 0, answer.stderr);
      assert.match(answer.stdout, new RegExp(`Usage: k8s-labs ${name}`));
    }
  });

  it('says which Node it needs on an older one, and finds the one that the project brought', async () => {
    const node = process.env['npm_node_execpath'] ?? 'node';
    const version = (await run(node, ['--version'])).stdout.trim().slice(1);
    const start = [CLI, 'start', LAB, ...target];
    const alone = await run(node, start, { K8S_LABS_CACHE: join(folder, 'no-cache') });
    assert.equal(alone.code, 2);
    const wanted = isNodeNewEnough(version) ? /no known lab cluster/ : /needs Node 22\.19 or newer/;
    assert.match(alone.stderr, wanted);
    assert.match((await run(node, start)).stderr, /no known lab cluster/);
  });

  it('starts a lab with files of its own', async () => {
    const answer = await cli('start', LAB, ...target, '--yes', '--format', 'json');
    assert.equal(answer.code, 0, answer.stderr);
    const started = JSON.parse(answer.stdout) as { kubeconfig: string; folder: string };
    kubeconfig = started.kubeconfig;
    assert.deepEqual((await readdir(started.folder)).toSorted(), ['service.yaml', 'stock.yaml']);
  });

  it('fails with 1, passes with 0, and opens the next step', async () => {
    const { state } = await check(1);
    assert.equal(state, 'open');
    await kubectl('apply', '-f', `${LAB}/stock.yaml`, '-f', `${LAB}/service.yaml`);
    const passed = await check(0, '--answer', 'reached=0');
    assert.equal(passed.state, 'passed');
    assert.equal(passed.next, 'selector');
  });

  it("says what was expected and found, and the line in the learner's file", async () => {
    const { results } = await check(1);
    const [mismatch] = results.find((result) => result.check === 'reaches')?.mismatches ?? [];
    assert.equal(mismatch?.expected, 'app=stock');
    assert.equal(mismatch.found, 'app=stok');
    assert.equal(mismatch.pointsTo?.file, 'service.yaml');
    const lines = (await readFile(join(folder, LAB, 'service.yaml'), 'utf8')).split('\n');
    assert.match(lines[mismatch.pointsTo.line - 1] ?? '', /stok|selector/);
  });

  it('sets the start of a step again and keeps what was there', async () => {
    await writeFile(join(folder, LAB, 'service.yaml'), 'mine: true\n');
    const answer = await cli('reset', LAB);
    assert.equal(answer.code, 0, answer.stderr);
    assert.match(await readFile(join(folder, LAB, 'service.yaml'), 'utf8'), /kind: Service/);
    const [kept] = await readdir(join(folder, '.kept'));
    assert.equal(
      await readFile(join(folder, '.kept', kept ?? '', 'service.yaml'), 'utf8'),
      'mine: true\n',
    );
  });

  it('deletes exactly what the lab made, and closes the run', async () => {
    const answer = await cli('cleanup', LAB, '--format', 'json');
    assert.equal(answer.code, 0, answer.stderr);
    const { deleted, left } = JSON.parse(answer.stdout) as { deleted: string[]; left: string[] };
    assert.ok(deleted.every((name) => name.startsWith('Namespace/lab-1-service-finds-pods-')));
    assert.deepEqual(left, []);
    assert.equal((await cli('runs')).stdout, 'No lab is open.\n');
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeClaim, type LabReport } from '../../src/core/proof/report.ts';
import type { RealNode } from '../cluster/realNode/realNode.ts';
import { sharedNode } from '../cluster/realNode/shared.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Labs whose steps look at what nodes and containers do: those that a simulation could flatter. */
const LABS = ['1-deployments-heal', '1-rolling-update', '1-service-finds-pods'];

describe('Labs on a real node', function () {
  this.timeout(600_000);
  let reports: readonly LabReport[];

  before(async () => {
    reports = await selfTest(await sharedNode());
  });

  for (const name of LABS) {
    it(`${name} holds what it claims`, () => {
      const report = reports.find(({ lab }) => lab.endsWith(`/${name}`));
      assert.ok(report !== undefined && report.claims.length > 0);
      const broken = report.claims.filter(({ state }) => state !== 'proved');
      const said = broken.map((claim) => `${describeClaim(claim)}: ${JSON.stringify(claim)}`);
      assert.deepEqual(said, []);
      assert.deepEqual(report.needContainers, []);
      assert.deepEqual(report.left, []);
    });
  }
});

/** What `k8s-labs test` says of them, tried side by side. */
async function selfTest({ kubeconfig, context, state }: RealNode): Promise<readonly LabReport[]> {
  const folders = LABS.flatMap((name) => globSync(`labs/*/${name}`, { cwd: REPOSITORY }));
  const target = ['--kubeconfig', kubeconfig, '--context', context, '--yes'];
  const args = [join(REPOSITORY, 'dist', 'cli.js'), 'test', ...folders, ...target];
  const options = {
    cwd: REPOSITORY,
    env: { ...process.env, K8S_LABS_STATE: state },
    maxBuffer: 64e6,
  };
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...args, '--format', 'json'],
    options,
  ).catch((error: unknown) => error as { stdout: string; stderr: string });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as readonly LabReport[];
}

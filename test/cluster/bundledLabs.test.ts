import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeClaim, type LabReport } from '../../src/core/proof/report.ts';
import { labs, words } from '../unit/labs/bundledLabs.ts';
import { sharedCluster } from '../support/practiceCluster.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const LABS = fileURLToPath(new URL('../../labs', import.meta.url));

/** What `k8s-labs test labs/ --format json` says of the labs that come with the extension. */
async function selfTest(): Promise<{ code: number; reports: readonly LabReport[] }> {
  const { context, folder, kubeconfig } = await sharedCluster();
  const target = ['--kubeconfig', kubeconfig, '--context', context, '--yes'];
  const args = [CLI, 'test', LABS, ...target, '--format', 'json'];
  const env = { ...process.env, K8S_LABS_STATE: join(folder, 'self-test') };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env,
    maxBuffer: 64e6,
  }).then(
    (output) => ({ code: 0, ...output }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
  assert.notEqual(stdout, '', stderr);
  return { code, reports: JSON.parse(stdout) as LabReport[] };
}

describe('The self-test of the bundled labs on a real API server', function () {
  this.timeout(900_000);
  let answer: Awaited<ReturnType<typeof selfTest>>;

  before(async () => {
    answer = await selfTest();
  });

  it('looks at every lab', () => {
    const tried = answer.reports.map(({ lab }) => lab.slice(lab.indexOf('/') + 1)).toSorted();
    assert.deepEqual(tried, labs.map(({ id }) => id).toSorted());
  });

  for (const lab of labs) {
    const report = (): LabReport => {
      const found = answer.reports.find(({ lab: key }) => key.endsWith(`/${lab.id}`));
      assert.ok(found !== undefined);
      return found;
    };

    for (const step of lab.steps) {
      it(`${lab.id}, ${step.file} holds what it claims`, function () {
        const { claims, needContainers } = report();
        const id = String(step.fields['id'] ?? step.file.replace(/^steps\/\d+-|\.md$/g, ''));
        // The real-node suite is where these are tried.
        if (needContainers.includes(id)) return;
        const own = claims.filter((claim) => claim.step === id);
        const broken = own.filter(({ state }) => state !== 'proved');
        const said = broken.map((claim) => `${describeClaim(claim)}: ${JSON.stringify(claim)}`);
        assert.deepEqual(said, []);
        const mutants = own.filter(({ kind }) => kind === 'mutant-fails').length;
        assert.equal(mutants, words(step.fields, 'mutants').length);
        assert.ok(own.some(({ kind }) => kind === 'passes-when-solved'));
      });
    }

    it(`${lab.id} leaves nothing behind`, () => assert.deepEqual(report().left, []));
  }

  it('ends with exit code 0', () => assert.equal(answer.code, 0));
});

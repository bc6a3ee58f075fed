import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalPrograms } from '../../../src/adapters/process/localPrograms.ts';

describe('Programs of this machine', function () {
  if (process.platform === 'win32') return;
  let folder: string;
  let own: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-programs-'));
    own = join(folder, 'kubectl-of-the-labs');
    await writeFile(own, '#!/bin/sh\necho "Client Version: v9.8.7 $KUBECONFIG $*"\n');
    await chmod(own, 0o755);
  });
  after(() => rm(folder, { recursive: true }));

  const { signal } = new AbortController();

  it('finds and runs the kubectl of the labs, which need not be on the PATH', async () => {
    const programs = new LocalPrograms({
      path: async () => own,
      run: () => assert.fail('The kubectl port runs nothing here.'),
    });
    assert.deepEqual(await programs.find('kubectl', signal), { version: 'v9.8.7' });
    const place = { cwd: folder, kubeconfig: '/its/own' };
    const answer = await programs.run(['kubectl', 'get', 'pods'], place, signal);
    assert.deepEqual(answer, {
      code: 0,
      stdout: 'Client Version: v9.8.7 /its/own get pods\n',
      stderr: '',
    });
  });

  it('says so about a program that is not there', async () => {
    const programs = new LocalPrograms({
      path: async () => undefined,
      run: () => assert.fail('The kubectl port runs nothing here.'),
    });
    const place = { cwd: folder, kubeconfig: '/its/own' };
    for (const name of ['kubectl', 'no-such-program-here']) {
      assert.equal(await programs.find(name, signal), undefined);
      const { code, stderr } = await programs.run([name], place, signal);
      assert.deepEqual([code, stderr], [127, `${name}: not found`]);
    }
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { readInstalledPack } from '../../src/core/pack/installedPack.ts';
import { sharedCluster } from '../support/practiceCluster.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

describe('From an idea to a pack', function () {
  this.timeout(180_000);
  let folder: string;
  let target: string[];

  before(async () => {
    const cluster = await sharedCluster();
    folder = join(cluster.folder, 'author');
    await mkdir(folder, { recursive: true });
    target = ['--kubeconfig', cluster.kubeconfig, '--context', cluster.context, '--yes'];
  });

  async function cli(...args: readonly string[]): Promise<{ code: number; said: string }> {
    const env = { ...process.env, K8S_LABS_STATE: join(folder, '..', 'author-state') };
    return promisify(execFile)(process.execPath, [CLI, ...args], { cwd: folder, env }).then(
      ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, said: stdout + stderr };
      },
    );
  }

  async function unpacked(name: string): Promise<Map<string, string>> {
    const entries = Object.entries(unzipSync(await readFile(join(folder, name))));
    return new Map(entries.map(([path, bytes]) => [path, strFromU8(bytes)]));
  }

  it('makes a course that lints clean and is proved as it is, with a second step', async () => {
    const made = await cli('new', 'course', 'my-course');
    assert.equal(made.code, 0, made.said);
    assert.match(made.said, /my-course\/course\.yaml\nmy-course\/first-lab\/lab\.md/);
    const step = await cli('new', 'step', 'look-again', '--dir', 'my-course/first-lab');
    assert.equal(step.code, 0, step.said);
    assert.match(step.said, /steps\/20-look-again\.md/);
    const linted = await cli('lint', 'my-course');
    assert.match(linted.said, /No findings\./);
    const proved = await cli('test', 'my-course', ...target);
    assert.equal(proved.code, 0, proved.said);
    assert.match(proved.said, /1 of 1 labs are proved: 12 proved, 0 refuted, 0 untested/);
  });

  it('writes nothing over what is there', async () => {
    await cli('new', 'lab', 'kept');
    await writeFile(join(folder, 'kept/lab.md'), 'mine');
    const again = await cli('new', 'lab', 'kept');
    assert.equal(again.code, 2);
    assert.match(again.said, /kept\/lab\.md is there already, and nothing was changed/);
    assert.equal(await readFile(join(folder, 'kept/lab.md'), 'utf8'), 'mine');
    assert.equal((await cli('new', 'lab', '../out')).code, 2);
    assert.equal((await cli('new', 'step', 'alone')).code, 2);
  });

  it('packs what is proved, without code, and records the proof', async () => {
    const packed = await cli('pack', 'my-course', '--publisher', 'school', ...target);
    assert.equal(packed.code, 0, packed.said);
    const files = await unpacked('my-course-1.0.0.vsix');
    const manifest = JSON.parse(files.get('extension/package.json') ?? '') as Record<
      string,
      unknown
    >;
    const pack = readInstalledPack(manifest);
    assert.ok(pack !== undefined && !('refused' in pack));
    assert.deepEqual([pack.id, pack.version, pack.isTested], ['school.my-course', '1.0.0', true]);
    assert.match(files.get('extension/README.md') ?? '', /tried on Kubernetes v1\.37/);
    assert.match(files.get('extension.vsixmanifest') ?? '', /Publisher="school"/);
    assert.ok(files.has('extension/labs/my-course/first-lab/steps/20-look-again.md'));
  });

  it('packs nothing that is not proved, unless that is said and recorded', async () => {
    await cli('new', 'lab', 'wrong');
    const step = join(folder, 'wrong/steps/10-first-step.md');
    const text = await readFile(step, 'utf8');
    await writeFile(
      step,
      text.replace('path: data.mode, value: "on"', 'path: data.mode, value: "no"'),
    );
    const refused = await cli('pack', 'wrong', ...target);
    assert.equal(refused.code, 2, refused.said);
    assert.match(refused.said, /Nothing was packed: not everything is proved/);
    const packed = await cli('pack', 'wrong', '--untested', '--out', 'wrong.vsix');
    assert.equal(packed.code, 0, packed.said);
    const files = await unpacked('wrong.vsix');
    assert.match(files.get('extension/package.json') ?? '', /"proof": "untested"/);
    assert.match(files.get('extension/README.md') ?? '', /not tried before they were packed/);
  });

  it('packs no symbolic link and no lab with mistakes', async () => {
    await cli('new', 'lab', 'linked');
    await symlink('/etc/hostname', join(folder, 'linked/manifests/hosts'));
    const linked = await cli('pack', 'linked', '--untested');
    assert.equal(linked.code, 2);
    assert.match(linked.said, /hosts is a symbolic link, and a pack holds none/);
    await cli('new', 'lab', 'broken');
    await writeFile(join(folder, 'broken/steps/10-first-step.md'), '---\ntitle: No goal\n---\n');
    const broken = await cli('pack', 'broken', '--untested');
    assert.equal(broken.code, 2);
    assert.match(broken.said, /These labs have mistakes: broken/);
  });
});

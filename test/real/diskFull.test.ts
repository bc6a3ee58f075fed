import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configMap } from '../support/objects.ts';
import { applyAll, limit, newNamespace } from '../support/practiceCluster.ts';
import { openPractice, Start } from '../support/practiceProgram.ts';

/** A disk of its own, which only whoever may mount can make. */
const DISK = '/mnt/disk';
const data = join(DISK, 'practice');

async function makeDisk(megabytes: number): Promise<void> {
  await mkdir(DISK, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', DISK]);
}

/** Leaves so many bytes free. @returns the file that takes the others */
async function fillDisk(leaveBytes: number): Promise<string> {
  const { bavail, bsize } = await statfs(DISK);
  const file = join(DISK, 'other-things');
  const bytes = Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes));
  await writeFile(file, bytes).catch((error: NodeJS.ErrnoException) => {
    // The cluster has written meanwhile; full is full.
    if (error.code !== 'ENOSPC') throw error;
  });
  return file;
}

describe('The practice cluster on a disk that is full', function () {
  this.timeout(180_000);
  const starts: Start[] = [];
  const start = (): Start => {
    const made = new Start(data);
    starts.push(made);
    return made;
  };

  afterEach(async () => {
    for (const each of starts.splice(0)) await each.kill();
    execFileSync('umount', ['--lazy', DISK]);
  });

  it('does not start, says why, and starts once there is room', async () => {
    await makeDisk(200);
    const file = await fillDisk(1_000_000);
    const full = start();
    assert.notEqual(await full.ended, 0);
    const failure = full.lines.find(({ error }) => error !== undefined);
    assert.equal(failure?.error, 'disk-full', JSON.stringify(full.lines));
    assert.match(failure.next ?? '', /room|space|free/i);
    await rm(file);
    assert.equal((await start().ready()).ready, true);
  });

  it('that fills while it runs loses nothing that was written before', async () => {
    await makeDisk(200);
    const first = start();
    const { kubeconfig } = await first.ready();
    const cluster = await openPractice('/mnt', kubeconfig);
    const namespace = await newNamespace(cluster);
    await applyAll(cluster, configMap(namespace, 'kept', { text: 'still here' }));
    const file = await fillDisk(0);
    // As much as would not fit: a refusal, or the end of the program, and no hang.
    const text = 'x'.repeat(500_000);
    await assert.rejects(async () => {
      for (let index = 0; index < 100; index++) {
        await applyAll(cluster, configMap(namespace, `big-${index}`, { text }));
      }
    });
    await rm(file);
    await first.kill();
    const { kubeconfig: after } = await start().ready();
    const live = await openPractice('/mnt', after);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'kept', namespace };
    assert.ok((await live.get(ref, limit())) !== undefined);
  });
});

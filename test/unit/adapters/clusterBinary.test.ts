import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findClusterBinary } from '../../../src/adapters/process/clusterBinary.ts';
import { hostTarget } from '../../../scripts/cluster/targets.mjs';

const NAME = process.platform === 'win32' ? 'k8s-labs-cluster.exe' : 'k8s-labs-cluster';

describe("The practice cluster's program", () => {
  let dist: string;

  beforeEach(async () => {
    dist = await mkdtemp(join(tmpdir(), 'k8s-labs-dist-'));
  });
  afterEach(() => rm(dist, { recursive: true }));

  async function put(...parts: readonly string[]): Promise<string> {
    const file = join(dist, ...parts);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '', { mode: 0o755 });
    return file;
  }

  it('is not there in an extension that was packed for all platforms', async () => {
    assert.equal(await findClusterBinary(dist, undefined, {}), undefined);
  });

  it('is found in an extension that was packed for this platform, and in no other', async () => {
    await put('bin', 'plan9-mips', NAME);
    assert.equal(await findClusterBinary(dist, undefined, {}), undefined);
    const packed = await put('bin', hostTarget, NAME);
    assert.equal(await findClusterBinary(dist, undefined, {}), packed);
  });

  it('is the one that is named, before the one that comes along', async () => {
    await put('bin', NAME);
    const named = await put('elsewhere', NAME);
    assert.equal(await findClusterBinary(dist, named, {}), named);
    assert.equal(await findClusterBinary(dist, '', { K8S_LABS_CLUSTER_BIN: named }), named);
  });
});

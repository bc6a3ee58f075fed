import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PracticeClusterProgram } from '../../src/adapters/process/practiceClusterProgram.ts';
import { until } from '../support/practiceCluster.ts';
import { BINARY } from '../support/practiceProgram.ts';

describe('The practice cluster as the editor drives it', function () {
  this.timeout(60_000);
  let folder: string;
  let practice: PracticeClusterProgram;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-adapter-'));
    practice = new PracticeClusterProgram({
      binary: async () => BINARY,
      stateFolder: folder,
      lingerMinutes: () => 5,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
  });

  afterEach(async () => {
    await practice.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('ends again when people cancel while it starts', async () => {
    const cancel = new AbortController();
    const start = practice.start((phase) => {
      if (phase === 'API server') cancel.abort(new Error('cancelled'));
    }, cancel.signal);
    await assert.rejects(start);
    await until('its end', async () => (await practice.status()).state === 'stopped');
    const { state } = await practice.start(() => {}, AbortSignal.timeout(60_000));
    assert.equal(state, 'running');
  });
});

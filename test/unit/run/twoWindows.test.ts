import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileRunStore } from '../../../src/adapters/store/fileRunStore.ts';
import type { Log } from '../../../src/core/ports.ts';
import { progressOf, withNote, withProgress } from '../../../src/core/run/transitions.ts';
import { attemptsAt, labPage, stepPage, wantsConfigMap } from '../../support/attempts.ts';

const STEPS = Array.from({ length: 12 }, (_, index) => `s${index}`);

describe('Two windows on one lab', function () {
  this.timeout(30_000);
  let folder: string;
  const complaints: string[] = [];
  const log: Log = {
    info: () => {},
    warn: (message) => complaints.push(message),
    error: (message) => complaints.push(message),
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-windows-'));
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  async function startedRun() {
    const pages = Object.fromEntries(
      STEPS.map((id) => [`steps/10-${id}.md`, stepPage(id, [`id: ${id}`, ...wantsConfigMap('a')])]),
    );
    const { start } = await attemptsAt({ 'lab.md': labPage(), ...pages });
    return start();
  }

  it('keep what each of them writes, and never read half of it', async () => {
    const run = await startedRun();
    const [one, two] = [new FileRunStore(folder, log), new FileRunStore(folder, log)];
    await one.update(run.id, () => run);
    const done = new AbortController();
    const reader = (async () => {
      while (!done.signal.aborted) {
        const read = await two.load(run.id);
        assert.equal(read?.id, run.id);
      }
    })();
    await Promise.all(
      STEPS.map((step, index) =>
        (index % 2 === 0 ? one : two).update(run.id, (latest = run) =>
          withNote(latest, step, `note of ${step}`),
        ),
      ),
    );
    done.abort();
    await reader;
    const both = await one.load(run.id);
    assert.ok(both !== undefined);
    for (const step of STEPS) assert.equal(progressOf(both, step).note, `note of ${step}`);
    assert.deepEqual(complaints, []);
  });

  it('hear of each other', async () => {
    const run = await startedRun();
    const [one, two] = [new FileRunStore(folder, log), new FileRunStore(folder, log)];
    await one.update(run.id, () => run);
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    const stop = two.watch(resolve);
    await one.update(run.id, (latest = run) =>
      withProgress(latest, 's0', { ...progressOf(latest, 's0'), isSolutionShown: true }),
    );
    await heard;
    stop();
    const seen = await two.load(run.id);
    assert.ok(seen !== undefined && progressOf(seen, 's0').isSolutionShown);
  });
});

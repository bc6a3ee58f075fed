import assert from 'node:assert/strict';
import type { Check } from '../../../src/core/checks/check.ts';
import { checkStep } from '../../../src/core/checks/engine.ts';
import type { CheckResult, Mismatch } from '../../../src/core/checks/result.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { FakeCluster } from '../../support/fakeCluster.ts';
import { deployment, pod } from '../../support/objects.ts';
import { checkOne, newCheck, newRound } from '../../support/rounds.ts';

const NS = 'lab-1';

const MANIFESTS = `# Two objects in one file.
apiVersion: v1
kind: Pod
metadata:
  name: bike-1
  labels:
    gears: "3"
---
apiVersion: v1
kind: Pod
metadata:
  name: bike-2
  labels:
    gears: "7"
    frame: alu
spec:
  containers:
    - name: bike
      image: nginx
`;

const cluster = new FakeCluster(
  pod(NS, 'bike-1', { gears: '3' }),
  pod(NS, 'bike-2', { gears: '7' }),
  deployment(NS, 'web'),
);

async function look(
  fields: object,
  more: Partial<Check> = {},
  files: Record<string, string> = { 'bikes.yaml': MANIFESTS },
): Promise<Extract<CheckResult, { state: 'fail' }>> {
  const check = newCheck('field', fields, more);
  const result = await checkOne(cluster, NS, check, { files, clock: new FakeClock() });
  assert.ok(result.state === 'fail', JSON.stringify(result));
  return result;
}

function placeOf(
  { pointsTo }: Mismatch | { pointsTo?: Mismatch['pointsTo'] } = {},
  text = MANIFESTS,
) {
  const { file, line, range } = pointsTo ?? {};
  return { file, line, text: range && text.slice(...range) };
}

const GEARS = {
  target: { kind: 'Pod', name: 'bike-2' },
  path: 'metadata.labels.gears',
  equals: '9',
};

describe('Where a failed check points', () => {
  const at = (path: string | undefined, file = 'bikes.yaml') => ({ pointsTo: { file, path } });

  it('is the value at the path, in the document of the object', async () => {
    const { mismatches } = await look(GEARS, at('metadata.labels.gears'));
    assert.deepEqual(placeOf(mismatches[0]), { file: 'bikes.yaml', line: 14, text: '7' });
  });

  it('is the field itself where only a file is named', async () => {
    const { mismatches } = await look(GEARS, at(undefined));
    assert.deepEqual(placeOf(mismatches[0]), { file: 'bikes.yaml', line: 14, text: '7' });
  });

  it('is the key of the nearest thing that is there', async () => {
    const missing = { ...GEARS, path: 'metadata.labels.motor' };
    const { mismatches } = await look(missing, at('metadata.labels.motor'));
    assert.deepEqual(placeOf(mismatches[0]), { file: 'bikes.yaml', line: 13, text: 'labels' });
  });

  it('is the key of a collection, which may be long', async () => {
    const { mismatches } = await look(GEARS, at('metadata.labels'));
    assert.deepEqual(placeOf(mismatches[0]), { file: 'bikes.yaml', line: 13, text: 'labels' });
  });

  it('follows indexes, and stops where a path leaves open what it means', async () => {
    const image = await look(GEARS, at('spec.containers[0].image'));
    assert.deepEqual(placeOf(image.mismatches[0]), { file: 'bikes.yaml', line: 19, text: 'nginx' });
    const open = await look(GEARS, at('spec.containers[*].image'));
    assert.deepEqual(placeOf(open.mismatches[0]), {
      file: 'bikes.yaml',
      line: 17,
      text: 'containers',
    });
  });

  it('is the file alone where it is not there or cannot be read as YAML', async () => {
    const gone = await look(GEARS, at('a', 'gone.yaml'));
    assert.deepEqual(placeOf(gone.mismatches[0]), {
      file: 'gone.yaml',
      line: undefined,
      text: undefined,
    });
    const broken = await look(GEARS, at('a', 'broken.yaml'), { 'broken.yaml': 'a: [' });
    assert.equal(broken.mismatches[0]?.pointsTo?.line, undefined);
  });

  it('is nowhere where the check points nowhere and no known file declares the object', async () => {
    const { mismatches } = await look(GEARS);
    assert.equal(mismatches[0]?.pointsTo, undefined);
  });

  it('falls back to a known file that declares the object', async () => {
    const check = newCheck('field', GEARS, { id: 'plain' });
    const other = newCheck(
      'exists',
      { target: { kind: 'Pod', name: 'bike-1' } },
      { id: 'other', pointsTo: { file: 'bikes.yaml', path: undefined } },
    );
    const round = newRound(cluster, NS, [check, other], {
      files: { 'bikes.yaml': MANIFESTS },
      clock: new FakeClock(),
    });
    const { results } = await checkStep(round, () => undefined, new AbortController().signal);
    const [result] = results;
    assert.ok(result?.state === 'fail');
    assert.deepEqual(placeOf(result.mismatches[0]), { file: 'bikes.yaml', line: 14, text: '7' });
  });
});

describe('What a failed check says', () => {
  it('is the author’s sentence with what was expected and found', async () => {
    const failText = '{{object}} should have {{expected}} gears, not {{ found }}.';
    const { message } = await look(GEARS, { failText });
    assert.equal(message, 'Pod/bike-2 should have "9" gears, not "7".');
  });

  it('tells whose each finding is where there are several', async () => {
    const target = { kind: 'Pod', selector: 'gears' };
    const failText = 'Every bike should have {{expected}} gears. Found: {{found}}.';
    const { message } = await look({ ...GEARS, target }, { failText });
    assert.equal(
      message,
      'Every bike should have "9" gears. Found: "3" (Pod/bike-1), "7" (Pod/bike-2).',
    );
  });

  it('is said in plain words when the object is not there, whatever the author wrote', async () => {
    const target = { kind: 'Pod', name: 'bike-7' };
    const { message } = await look({ ...GEARS, target }, { failText: 'It has {{found}} gears.' });
    assert.equal(message, "There is no Pod called bike-7 in the lab's namespace.");
  });

  it('leaves out what it does not know, and fills in nothing twice', async () => {
    const tricky = new FakeCluster(pod(NS, 'bike-2', { gears: '{{expected}}' }));
    const check = newCheck('field', GEARS, { failText: '{{found}} {{unknown}}' });
    const result = await checkOne(tricky, NS, check, { clock: new FakeClock() });
    assert.ok(result.state === 'fail');
    assert.equal(result.message, '{{expected}} {{unknown}}');
  });
});

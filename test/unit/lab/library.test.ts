import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import { allLabs, findLab } from '../../../src/core/lab/labList.ts';
import { loadLibrary } from '../../../src/core/lab/library.ts';
import { isUsable } from '../../../src/core/lab/model.ts';

const LABS = fileURLToPath(new URL('../../../labs', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures/labs/broken', import.meta.url));
const load = (...folders: string[]) =>
  loadLibrary(
    nodeFiles,
    folders.map((folder) => ({ folder, pack: 'p.q' })),
    checkKinds,
  );

describe('The library', () => {
  it('holds the bundled courses in their order, and not one problem', async () => {
    const library = await load(LABS);
    assert.deepEqual(library.labs, []);
    for (const lab of allLabs(library)) {
      assert.deepEqual(lab.problems, [], lab.id);
      assert.ok(isUsable(lab));
    }
    assert.ok(library.courses.some(({ title }) => title === 'First steps'));
    for (const course of library.courses) {
      assert.deepEqual(
        course.labs.map(({ id }) => id),
        course.order,
      );
    }
  });

  it('finds labs outside courses, broken ones too, each once', async () => {
    const { courses, labs } = await load(FIXTURES, `${FIXTURES}/id-duplicate`);
    assert.deepEqual(courses, []);
    assert.equal(new Set(labs.map(({ folder }) => folder)).size, labs.length);
    assert.ok(labs.some(({ id }) => id === 'id-duplicate'));
  });

  it('finds a lab by id and by key, and says so when it does not', async () => {
    const library = await load(LABS);
    assert.equal(findLab(library, '1-deployments-heal').id, '1-deployments-heal');
    assert.equal(findLab(library, 'p.q/1-deployments-heal').id, '1-deployments-heal');
    assert.throws(() => findLab(library, 'nothing'), /no lab "nothing"/);
  });

  it('is empty for a folder that is not there', async () => {
    assert.deepEqual(await load('/nowhere/at/all'), { courses: [], labs: [] });
  });
});

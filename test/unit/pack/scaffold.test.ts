import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import { allLabs } from '../../../src/core/lab/labList.ts';
import { loadLibrary } from '../../../src/core/lab/library.ts';
import { EDITOR, identityFault } from '../../../src/core/pack/packFiles.ts';
import { isId, newCourse, newLab, newStep } from '../../../src/core/pack/scaffold.ts';
import type { Files } from '../../../src/core/ports.ts';

/** Files in memory below `/`. */
function inMemory(texts: ReadonlyMap<string, string>): Files {
  const paths = [...texts.keys()];
  return {
    read: async (path) => texts.get(path),
    write: async () => assert.fail('nothing is written'),
    makeFolder: async () => assert.fail('nothing is made'),
    async list(folder) {
      const below = paths.filter((path) => path.startsWith(`${folder}/`));
      const names = below.map((path) => path.slice(folder.length + 1));
      return [...new Set(names.map((name) => name.replace(/\/.*/, '/')))].toSorted();
    },
    realPath: async (path) =>
      paths.some((each) => each === path || each.startsWith(`${path}/`)) ? path : undefined,
  };
}

async function labsOf(files: readonly { path: string; text: string }[]) {
  const texts = new Map(files.map(({ path, text }): [string, string] => [`/new/${path}`, text]));
  const library = await loadLibrary(
    inMemory(texts),
    [{ folder: '/new', pack: 'local' }],
    checkKinds,
  );
  return { library, labs: allLabs(library) };
}

describe('What `new` makes', () => {
  it('is a lab without a fault', async () => {
    const { labs } = await labsOf(newLab('my-lab'));
    assert.deepEqual(
      labs.map(({ id, title }) => [id, title]),
      [['my-lab', 'My lab']],
    );
    assert.deepEqual(labs[0]?.problems, []);
    assert.equal(labs[0]?.steps.length, 1);
  });

  it('is a course with a lab', async () => {
    const { library } = await labsOf(newCourse('my-course'));
    assert.deepEqual(
      library.courses.map(({ title, labs }) => [title, labs.map(({ id }) => id)]),
      [['My course', ['first-lab']]],
    );
  });

  it('is a step that fits into a lab beside others', async () => {
    const step = newStep('second-step', 20).map(({ path, text }) => ({
      path: `lab/${path}`,
      text,
    }));
    const { labs } = await labsOf([...newLab('lab'), ...step]);
    assert.deepEqual(labs[0]?.problems, []);
    assert.deepEqual(
      labs[0]?.steps.map(({ id }) => id),
      ['first-step', 'second-step'],
    );
  });

  it('has an id that is one', () => {
    assert.deepEqual(['my-lab', 'a1', 'My', 'a--b', '../x', '', '-a', 'a b'].filter(isId), [
      'my-lab',
      'a1',
    ]);
  });
});

describe('A pack', () => {
  it('asks for the editor that the extension asks for', () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { engines: { vscode: string } };
    assert.equal(EDITOR, manifest.engines.vscode);
  });

  it('has names and a version that an editor takes', () => {
    const good = { publisher: 'me', name: 'labs', version: '1.0.0', title: 'Labs' };
    assert.equal(identityFault(good), undefined);
    assert.match(identityFault({ ...good, publisher: '<me>' }) ?? '', /publisher/);
    assert.match(identityFault({ ...good, name: '../labs' }) ?? '', /name of a pack/);
    assert.match(identityFault({ ...good, version: '1' }) ?? '', /version/);
  });
});

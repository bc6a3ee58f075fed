import assert from 'node:assert/strict';
import { nodeAt, type YamlPath } from '../../../src/core/yaml/access.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';
import {
  checkIds,
  courses,
  type Fields,
  has,
  labLinks,
  labs,
  learnerFiles,
  list,
  textOf,
  words,
} from './bundledLabs.ts';

/** `spec.ports[0].targetPort` as keys and indexes. */
function pathParts(path: string): YamlPath {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

function hasPath(text: string, path: string): boolean {
  return parseYaml(text).some(({ root }) => nodeAt(root, pathParts(path)) !== undefined);
}

describe('Bundled courses', () => {
  for (const { id, fields, labs: members } of courses) {
    it(`${id} has a title, a summary, and an order with all of its labs`, () => {
      assert.equal(typeof fields['title'], 'string');
      assert.equal(typeof fields['summary'], 'string');
      assert.deepEqual(
        words(fields, 'order').toSorted(),
        members.map((lab) => lab.id),
      );
    });
  }
});

for (const lab of labs) {
  describe(`Bundled lab ${lab.id}`, () => {
    it('is named after its folder and says what it is about', () => {
      assert.equal(lab.fields['id'], lab.id);
      assert.equal(lab.fields['format'], 1);
      assert.match(String(lab.fields['version']), /^\d+\.\d+\.\d+$/);
      assert.ok(String(lab.fields['summary']).length <= 256);
      assert.ok(words(lab.fields, 'objectives').length > 0);
      assert.ok(lab.body.trim().length > 0);
    });

    it('takes as long as its steps', () => {
      const minutes = lab.steps.map(({ fields }) => Number(fields['minutes']));
      assert.equal(
        minutes.reduce((sum, each) => sum + each, 0),
        lab.fields['minutes'],
      );
    });

    it('leads only to labs that exist', () => {
      const known = new Set(labs.map(({ id }) => id));
      for (const id of [...words(lab.fields, 'next'), ...words(lab.fields, 'prerequisites')]) {
        assert.ok(known.has(id), id);
      }
    });

    it('has one to four questions', () => {
      const count = lab.steps.flatMap(({ fields }) => list(fields, 'quiz')).length;
      assert.ok(count >= 1 && count <= 4, `${count} questions`);
    });

    for (const step of lab.steps) {
      describe(step.file, () => {
        const { fields, body } = step;
        const files = learnerFiles(lab, step);

        it('has a goal, a solution with its reason, and something to take along', () => {
          for (const name of ['title', 'goal', 'debrief'])
            assert.equal(typeof fields[name], 'string', name);
          const { explain, ...way } = fields['solution'] as Fields;
          assert.equal(typeof explain, 'string');
          // A file that is written may be applied by a command after it.
          const ways = Object.keys(way).filter((name) => name !== 'write' || !('run' in way));
          assert.equal(ways.length, 1, 'one way');
        });

        it('cannot be passed by doing nothing', () => {
          const failing = list(fields, 'checks').filter(
            ({ required, baseline }) => required !== false && baseline !== 'pass',
          );
          assert.ok(failing.length > 0 || list(fields, 'quiz').length > 0);
        });

        it('has checks with ids of their own, and words for a failure', () => {
          const ids = checkIds(step);
          assert.equal(new Set(ids).size, ids.length);
          for (const check of list(fields, 'checks')) {
            assert.equal(typeof check['title'], 'string', String(check['id']));
            assert.ok(words(check, 'needs').every((id) => ids.includes(id)));
          }
        });

        it('has two hints or more, each about a check of this step, and never more than three for one', () => {
          const hints = list(fields, 'hints').map(({ when }) => when);
          assert.ok(hints.length >= 2);
          for (const when of hints) {
            assert.ok(hints.filter((other) => other === when).length <= 3, String(when));
            if (when === undefined) continue;
            const [, id, state] = /^(.+)\.(fail|unable)$/.exec(String(when)) ?? [];
            assert.ok(state !== undefined && checkIds(step).includes(id ?? ''), String(when));
          }
        });

        it('gives a reason with every answer to its questions', () => {
          for (const item of list(fields, 'quiz')) {
            assert.equal(typeof item['id'], 'string');
            const options = list(item, 'options');
            if (options.length === 0) assert.equal(typeof item['why'], 'string');
            for (const option of options)
              assert.equal(typeof option['why'], 'string', String(option['text']));
            const right = options.filter((option) => option['right'] === true).length;
            if (item['type'] === 'one') assert.equal(right, 1);
            if (item['type'] === 'many') assert.ok(right > 0);
          }
        });

        it('names only files that are there', () => {
          for (const from of files.values()) assert.ok(has(lab, from), from);
        });

        it('points at places that the learner has', () => {
          for (const check of list(fields, 'checks')) {
            const place = check['points-to'] as Fields | undefined;
            if (place === undefined) continue;
            const text = textOf(
              lab,
              files.get(String(place['file'])) ?? assert.fail(String(place['file'])),
            );
            if (place['path'] !== undefined)
              assert.ok(hasPath(text, String(place['path'])), String(place['path']));
          }
        });

        it('links to places that exist', () => {
          const ids = lab.steps.map(({ file }) => file.replace(/^steps\/\d+-|\.md$/g, ''));
          for (const { action, query } of labLinks(body)) {
            if (action === 'open') {
              const from = files.get(query.get('file') ?? '');
              assert.ok(from !== undefined, `lab:open?${query}`);
              const path = query.get('path');
              if (path !== null) assert.ok(hasPath(textOf(lab, from), path), path);
            } else if (action === 'step') {
              assert.ok(ids.includes(query.get('id') ?? ''), `lab:step?${query}`);
            } else if (action === 'check') {
              // Without an id it checks the whole step.
              const id = query.get('id');
              assert.ok(id === null || checkIds(step).includes(id), `lab:check?${query}`);
            } else assert.fail(`lab:${action}`);
          }
        });
      });
    }
  });
}

describe('Paths in these tests', () => {
  it('are read like those of kubectl', () => {
    assert.deepEqual(pathParts('spec.ports[0].targetPort'), ['spec', 'ports', 0, 'targetPort']);
  });
});

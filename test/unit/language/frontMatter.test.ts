import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import { explainAt, type LabNames, offersAt } from '../../../src/core/language/frontMatter.ts';
import { type PageKind, pageSchema } from '../../../src/core/lab/jsonSchema.ts';

const NAMES: LabNames = {
  checks: ['reaches', 'answers'],
  questions: ['why'],
  files: ['manifests/web.yaml', 'tests/mutants/typo/mutant.yaml', 'steps/10-a.md'],
  seeds: ['web.yaml'],
  labs: ['1-first'],
  rules: ['image-latest'],
};

/** What is offered at the bar in a text. */
function offered(page: PageKind, text: string): string[] {
  const offset = text.indexOf('|');
  const plain = text.replace('|', '');
  return offersAt(page, plain, offset, NAMES, checkKinds).map(({ label }) => label);
}

function step(...lines: string[]): string {
  return ['---', 'title: A', ...lines, '---', 'Text.', ''].join('\n');
}

describe('Front-matter of labs', () => {
  it('offers the fields that are not there yet, what is needed among them', () => {
    const text = '---\nformat: 1\ntitle: A\n|\n---\n';
    const labels = offered('lab', text);
    assert.ok(labels.includes('summary') && labels.includes('vars'));
    assert.ok(!labels.includes('title'));
    const offers = offersAt('lab', text.replace('|', ''), text.indexOf('|'), NAMES, checkKinds);
    assert.ok(offers.find(({ label }) => label === 'id')?.isNeeded);
    assert.equal(offers.find(({ label }) => label === 'tags')?.insert, 'tags:\n  - ');
  });

  it('offers words that a field takes', () => {
    assert.deepEqual(offered('lab', '---\ndifficulty: |\n---\n'), [
      'beginner',
      'intermediate',
      'advanced',
    ]);
    assert.deepEqual(offered('step', step('requires:', '  level: |')), [
      'files',
      'api',
      'nodes',
      'containers',
    ]);
  });

  it('knows the fields of a check by its type', () => {
    const labels = offered('step', step('checks:', '  - id: a', '    type: selects', '    |'));
    for (const wanted of ['from', 'to', 'ready', 'timeout', 'points-to']) {
      assert.ok(labels.includes(wanted), wanted);
    }
    assert.ok(!labels.includes('reason') && !labels.includes('id'));
    const types = offered('step', step('checks:', '  - id: a', '    type: |'));
    assert.deepEqual(
      types,
      checkKinds.map(({ type }) => type),
    );
    const matcher = offered('step', step('checks:', '  - type: trigger', '    do: |'));
    assert.deepEqual(matcher, ['delete', 'scale', 'restart']);
  });

  it('offers names that the lab has', () => {
    assert.ok(
      offered('step', step('hints:', '  - text: Look.', '    when: |')).includes('reaches.fail'),
    );
    assert.deepEqual(offered('step', step('files:', '  - from: |')), NAMES.files);
    assert.ok(offered('step', step('mutants:', '  - |')).includes('tests/mutants/typo'));
    assert.ok(offered('lab', '---\nprerequisites:\n  - |\n---\n').includes('1-first'));
  });

  it('says nothing in the text below, and in a page without fields', () => {
    assert.deepEqual(offered('step', `${step()}|`), []);
    assert.deepEqual(offered('step', '# A page|'), []);
  });

  it('explains fields, and types of checks', () => {
    const text = step('checks:', '  - id: a', '    type: reach', '    baseline: pass');
    const at = (word: string) => explainAt('step', text, text.indexOf(word) + 1, checkKinds);
    assert.match(at('baseline')?.text ?? '', /guard/);
    assert.match(at('title')?.text ?? '', /list of steps/);
    assert.match(at('reach')?.text ?? '', /NetworkPolicies/);
    assert.equal(at('Text'), undefined);
  });

  for (const page of ['lab', 'step', 'course'] as const) {
    it(`has a JSON Schema of its own: ${page} (UPDATE=1 writes it anew)`, () => {
      // The editor itself validates only course files by a schema; the others are for other tools.
      const folder = page === 'course' ? 'schemas' : 'docs/authoring/schemas';
      const file = new URL(`../../../${folder}/${page}.schema.json`, import.meta.url);
      const expected = pageSchema(page, checkKinds);
      if (process.env['UPDATE'] === '1') writeFileSync(file, JSON.stringify(expected));
      assert.deepEqual(
        JSON.parse(readFileSync(file, 'utf8')),
        JSON.parse(JSON.stringify(expected)),
      );
      const undescribed = Object.entries(expected.properties ?? {}).filter(
        ([, field]) => field.description === undefined,
      );
      assert.deepEqual(undescribed, []);
    });
  }
});

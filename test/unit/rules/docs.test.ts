import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { rules } from '../../../src/core/rules/index.ts';
import { rulesTable } from '../../../src/core/rules/rulesTable.ts';
import { lintText, settingsFor } from './fixtures.ts';

const DOCS = new URL('../../../docs/rules/', import.meta.url);

describe('The pages of the rules', () => {
  it('list exactly the rules there are (UPDATE=1 writes the list anew)', () => {
    const table = new URL('README.md', DOCS);
    const expected = rulesTable(rules);
    if (process.env['UPDATE'] === '1') writeFileSync(table, expected);
    assert.equal(existsSync(table) ? readFileSync(table, 'utf8') : '', expected);
  });

  it('are one a rule', () => {
    const pages = readdirSync(DOCS).filter((name) => name !== 'README.md');
    assert.deepEqual(pages.toSorted(), rules.map(({ id }) => `${id}.md`).toSorted());
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const page = (): string => readFileSync(new URL(`${rule.id}.md`, DOCS), 'utf8');

      it('says what it means, why it matters and how to put it right', () => {
        const prose = page().replaceAll(/```[^]*?```/g, '');
        const headings = [...prose.matchAll(/^#+ .*$/gm)].map(([heading]) => heading);
        assert.deepEqual(headings, [
          `# ${rule.id}`,
          '## Why it matters',
          '## Wrong',
          '## Right',
          '## How to fix it',
        ]);
      });

      it('shows a wrong example that the rule finds and a right one that is clean', () => {
        const text = page();
        const example = (heading: string): string =>
          new RegExp(`## ${heading}\\n[^]*?\`\`\`yaml\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
        if (rule.id === 'file-too-big') return;
        // What a cluster says stands in no example.
        if (rule.group === 'cluster') return;
        const wrong = lintText(example('Wrong'), settingsFor(rule));
        assert.ok(
          wrong.some((finding) => finding.rule === rule.id),
          'the wrong one is not found',
        );
        const right = lintText(example('Right'), settingsFor(rule));
        assert.deepEqual(
          right.map(({ rule: id, message }) => `${id}: ${message}`),
          [],
        );
      });
    });
  }
});

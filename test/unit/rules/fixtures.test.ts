import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { rules } from '../../../src/core/rules/index.ts';
import {
  applyFix,
  casesOf,
  describeFinding,
  factsFor,
  type ExpectedFinding,
  fixAll,
  FIXTURES,
  lintText,
  nearMissesOf,
  settingsFor,
  readExpected,
  readFixture,
} from './fixtures.ts';

/** UPDATE=1 writes expect and fixed files anew, to be read over before they are committed. */
const isUpdating = process.env['UPDATE'] === '1';

describe('Every rule', () => {
  it('has fixtures, and every folder of fixtures has a rule', () => {
    const ids = rules.map(({ id }) => id).toSorted();
    const folders = readdirSync(FIXTURES).toSorted();
    assert.deepEqual(folders, ids);
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const settings = settingsFor(rule);

      it('has a case that fires it and a near miss', () => {
        assert.ok(casesOf(rule.id).length > 0, 'no broken.yaml');
        assert.ok(nearMissesOf(rule.id).length > 0, 'no near-miss.yaml');
      });

      for (const suffix of casesOf(rule.id)) {
        const broken = readFixture(rule.id, `broken${suffix}.yaml`);

        it(`finds exactly what is wrong in broken${suffix}.yaml`, () => {
          const facts = factsFor(rule.id, `broken${suffix}.yaml`);
          const found = lintText(broken, { ...settings, ...facts }).map((finding) =>
            describeFinding(broken, finding),
          );
          if (isUpdating) write(rule.id, `expect${suffix}.yaml`, expectText(found));
          assert.deepEqual(found, readExpected(rule.id, suffix));
          assert.ok(found.some((finding) => finding.rule === rule.id));
        });

        if (rule.isFixable && (isUpdating || hasFixed(rule.id, suffix))) {
          it(`fixes it into fixed${suffix}.yaml, which is clean`, () => {
            const fixed = fixAll(broken, settings);
            if (isUpdating) {
              // What has no fix for one of its findings has no fixed file.
              if (lintText(fixed, settings).length > 0) return;
              write(rule.id, `fixed${suffix}.yaml`, fixed);
            }
            assert.equal(fixed, readFixture(rule.id, `fixed${suffix}.yaml`));
            assert.deepEqual(
              lintText(fixed, settings).map((finding) => describeFinding(fixed, finding)),
              [],
            );
          });
        }
      }

      if (rule.isFixable) {
        it('takes away what each fix is for, and brings nothing new', () => {
          for (const suffix of casesOf(rule.id)) {
            const text = readFixture(rule.id, `broken${suffix}.yaml`);
            assert.deepEqual(sideEffects(text, settings), []);
          }
        });

        it('has a fixed file', () => {
          assert.ok(casesOf(rule.id).some((suffix) => hasFixed(rule.id, suffix)));
        });
      }

      for (const name of nearMissesOf(rule.id)) {
        it(`stays silent in ${name}`, () => {
          const text = readFixture(rule.id, name);
          const facts = factsFor(rule.id, name);
          const found = lintText(text, { profile: 'all', ...facts }).filter(
            (finding) => finding.rule === rule.id,
          );
          assert.deepEqual(
            found.map((finding) => describeFinding(text, finding)),
            [],
          );
        });
      }

      it('says what is wrong in whole sentences, at a range that is not empty', () => {
        for (const suffix of casesOf(rule.id)) {
          const text = readFixture(rule.id, `broken${suffix}.yaml`);
          const facts = factsFor(rule.id, `broken${suffix}.yaml`);
          for (const { message, range, fixes = [] } of lintText(text, { ...settings, ...facts })) {
            assert.match(message, /^[A-Z"`<-].*[.]$/s);
            assert.ok(range[0] < range[1] && range[1] <= text.length);
            assert.ok(fixes.filter(({ isPreferred }) => isPreferred).length <= 1);
          }
        }
      });
    });
  }
});

/** What a fix brings to light that was hidden before it. */
const BROUGHT_TO_LIGHT: Readonly<Record<string, string>> = {
  'quantity-suspicious': 'request-over-limit',
};

/** What is wrong after a single fix: its finding is still there, or another one has come. */
function sideEffects(text: string, settings: Parameters<typeof lintText>[1]): string[] {
  const before = countsOf(lintText(text, settings));
  return lintText(text, settings).flatMap(({ fixes = [], rule }) =>
    fixes.flatMap((fix) => {
      const after = countsOf(lintText(applyFix(text, fix), settings));
      const isGone = (after.get(rule) ?? 0) < (before.get(rule) ?? 0);
      const added = [...after.keys()].filter((id) => (after.get(id) ?? 0) > (before.get(id) ?? 0));
      return [
        ...(isGone ? [] : [`"${fix.title}" leaves ${rule}`]),
        ...added
          .filter((id) => BROUGHT_TO_LIGHT[rule] !== id)
          .map((id) => `"${fix.title}" brings ${id}`),
      ];
    }),
  );
}

function countsOf(findings: readonly { readonly rule: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function hasFixed(rule: string, suffix: string): boolean {
  return existsSync(new URL(`${rule}/fixed${suffix}.yaml`, FIXTURES));
}

function write(rule: string, name: string, text: string): void {
  writeFileSync(new URL(`${rule}/${name}`, FIXTURES), text);
}

function expectText(findings: readonly ExpectedFinding[]): string {
  return findings
    .map(({ rule, at, related, fix }) =>
      [
        `- rule: ${rule}`,
        `  at: ${at}`,
        ...(related === undefined ? [] : [`  related: ${related}`]),
        ...(fix === undefined ? [] : [`  fix: '${fix.replaceAll("'", "''")}'`]),
      ]
        .join('\n')
        .concat('\n'),
    )
    .join('');
}

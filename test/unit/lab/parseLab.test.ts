import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../../src/adapters/files/nodeFiles.ts';
import { cel } from '../../../src/adapters/cel/cel.ts';
import { checkKinds } from '../../../src/core/checks/kinds/index.ts';
import { isUsable, type Lab } from '../../../src/core/lab/model.ts';
import { parseLab } from '../../../src/core/lab/parseLab.ts';
import { renderMarkdown, renderStep } from '../../../src/core/lab/render.ts';
import { toValue } from '../../../src/core/yaml/access.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';

interface Expectation {
  readonly usable: boolean;
  readonly problems?: readonly {
    readonly file: string;
    readonly rule: string;
    readonly severity?: string;
    readonly at?: string;
    readonly says?: string;
  }[];
  readonly inert?: readonly string[];
  readonly 'within-ms'?: number;
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/labs', import.meta.url));

async function parse(folder: string): Promise<Lab> {
  const lab = await parseLab(nodeFiles, { folder, pack: 'test.pack', kinds: checkKinds, cel });
  assert.ok(lab !== undefined);
  return lab;
}

for (const group of ['broken', 'hostile']) {
  describe(`Labs that are ${group}`, () => {
    for (const name of readdirSync(`${FIXTURES}/${group}`)) {
      const folder = `${FIXTURES}/${group}/${name}`;
      const [document] = parseYaml(readFileSync(`${folder}/expect.yaml`, 'utf8'));
      const expected = toValue(document?.root) as Expectation;

      it(`${name}: are read, and everything wrong is said at its place`, async () => {
        const lab = await parse(folder);
        assert.equal(isUsable(lab), expected.usable, JSON.stringify(lab.problems));
        if (expected['within-ms'] !== undefined) return;
        const wanted = expected.problems ?? [];
        const rules = (list: readonly { file: string; rule: string }[]) =>
          list.map(({ file, rule }) => `${file} ${rule}`).toSorted();
        assert.deepEqual(rules(lab.problems), rules(wanted), JSON.stringify(lab.problems));
        for (const want of wanted) {
          const match = lab.problems.some(
            ({ file, rule, severity, range, message }) =>
              file === want.file &&
              rule === want.rule &&
              severity === (want.severity ?? severity) &&
              (want.at === undefined ||
                readFileSync(`${folder}/${file}`, 'utf8').slice(...range) === want.at) &&
              message.includes(want.says ?? ''),
          );
          assert.ok(match, `${JSON.stringify(want)} is not among ${JSON.stringify(lab.problems)}`);
        }
      });

      if (expected.inert !== undefined) {
        it(`${name}: render without anything that could act`, async () => {
          const lab = await parse(folder);
          const pages = [
            renderMarkdown(lab.introduction, {}),
            ...lab.steps.map((step) => renderStep(step, {}, (path) => `picture:${path}`).html),
          ];
          for (const html of pages) {
            for (const text of expected.inert ?? [])
              assert.ok(!html.includes(text), `${text}: ${html}`);
          }
        });
      }
    }
  });
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import { allLabs, loadLibrary } from '../../src/core/lab/library.ts';
import type { Lab, SolutionAction, Step } from '../../src/core/lab/model.ts';
import { toValue } from '../../src/core/yaml/access.ts';
import { parseYaml } from '../../src/core/yaml/parse.ts';
import { LabProof } from '../support/labProof.ts';
import { sharedCluster } from '../support/practiceCluster.ts';
import { list, readYaml, words } from '../unit/labs/bundledLabs.ts';

const LABS = fileURLToPath(new URL('../../labs', import.meta.url));
const library = await loadLibrary(nodeFiles, [{ folder: LABS, pack: 'test.pack' }], checkKinds);

/** The front-matter of a step as it is written: mutants and alternatives are the test's business. */
function frontMatter(lab: Lab, step: Step): Readonly<Record<string, unknown>> {
  const text = readFileSync(`${lab.folder}/${step.file}`, 'utf8').slice(0, step.bodyStart);
  const [document] = parseYaml(text.slice(0, text.lastIndexOf('---')));
  return toValue(document?.root) as Readonly<Record<string, unknown>>;
}

function fields(lab: Lab, folder: string, file: string): Readonly<Record<string, unknown>> {
  return readYaml(readFileSync(`${lab.folder}/${folder}/${file}`, 'utf8'));
}

function actionsOf(each: Readonly<Record<string, unknown>>): SolutionAction[] {
  return list(each, 'actions') as unknown as SolutionAction[];
}

function failed(results: readonly CheckResult[]): string[] {
  return results.filter(({ state }) => state === 'fail').map(({ check }) => check);
}

const show = (results: readonly CheckResult[]): string => JSON.stringify(results, undefined, 2);

for (const lab of allLabs(library)) {
  describe(`Lab ${lab.id} on a real API server`, function () {
    this.timeout(180_000);
    let proof: LabProof;

    before(async () => {
      proof = new LabProof(lab, await sharedCluster());
      await proof.start();
    });

    after(async () => {
      assert.deepEqual(await proof.cleanUp(), []);
    });

    for (const step of lab.steps.filter(({ level }) => level !== 'containers')) {
      describe(`step ${step.id}`, () => {
        const { solution } = step;
        const written = frontMatter(lab, step);

        it('is not passed as it is given', async () => {
          await proof.reset(step);
          await proof.answer(step);
          const { isPassed, results } = await proof.check(step);
          assert.equal(isPassed, false, show(results));
        });

        for (const folder of words(written, 'mutants')) {
          it(`is not fooled: ${folder}`, async () => {
            const mutant = fields(lab, folder, 'mutant.yaml');
            await proof.reset(step);
            await proof.do(actionsOf(mutant));
            const { isPassed, results } = await proof.check(step);
            assert.deepEqual(
              failed(results).toSorted(),
              words(mutant, 'fails').toSorted(),
              show(results),
            );
            assert.equal(isPassed, false);
          });
        }

        for (const folder of words(written, 'alternatives')) {
          it(`takes another right answer: ${folder}`, async () => {
            await proof.reset(step);
            await proof.do(actionsOf(fields(lab, folder, 'alternative.yaml')));
            await proof.answer(step);
            const { isPassed, results } = await proof.check(step);
            assert.ok(isPassed, show(results));
          });
        }

        it('is passed by its own solution', async () => {
          await proof.reset(step);
          await proof.do(solution?.actions ?? []);
          await proof.answer(step);
          const { isPassed, results } = await proof.check(step);
          assert.ok(isPassed, show(results));
        });
      });
    }
  });
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import { allLabs } from '../../src/core/lab/labList.ts';
import { loadLibrary } from '../../src/core/lab/library.ts';
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

/** Long enough for Deployments and slices to follow; wrong answers stay wrong after it. */
const WRONG_STAYS_WRONG_MS = 8_000;

/** One thing to prove about a step. */
interface Claim {
  readonly title: string;
  prove(proof: LabProof): Promise<void>;
}

function* claims(lab: Lab, step: Step): Generator<Claim> {
  const written = frontMatter(lab, step);
  yield {
    title: 'is not passed as it is given',
    async prove(proof) {
      await proof.reset(step);
      await proof.answer(step);
      const { isPassed, results } = await proof.check(step, WRONG_STAYS_WRONG_MS);
      assert.equal(isPassed, false, show(results));
    },
  };
  for (const folder of words(written, 'mutants')) {
    yield {
      title: `is not fooled: ${folder}`,
      async prove(proof) {
        const mutant = fields(lab, folder, 'mutant.yaml');
        await proof.reset(step);
        await proof.do(actionsOf(mutant));
        const { isPassed, results } = await proof.check(step, WRONG_STAYS_WRONG_MS);
        const wanted = words(mutant, 'fails').toSorted();
        assert.deepEqual(failed(results).toSorted(), wanted, show(results));
        assert.equal(isPassed, false);
      },
    };
  }
  const solved = (actions: readonly SolutionAction[]) => async (proof: LabProof) => {
    await proof.reset(step);
    await proof.do(actions);
    await proof.answer(step);
    const { isPassed, results } = await proof.check(step);
    assert.ok(isPassed, show(results));
  };
  for (const folder of words(written, 'alternatives')) {
    yield {
      title: `takes another right answer: ${folder}`,
      prove: solved(actionsOf(fields(lab, folder, 'alternative.yaml'))),
    };
  }
  yield { title: 'is passed by its own solution', prove: solved(step.solution?.actions ?? []) };
}

/** Proves one claim after the other, and tells each test how its own ended. */
async function proveInTurn(
  lab: Lab,
  turns: readonly { readonly claim: Claim; readonly end: PromiseWithResolvers<void> }[],
): Promise<readonly string[]> {
  const proof = new LabProof(lab, await sharedCluster());
  await proof.start();
  for (const { claim, end } of turns) await claim.prove(proof).then(end.resolve, end.reject);
  return proof.cleanUp();
}

// Most of the time is waiting for a cluster, so all labs are proved at the same time.
const pipelines = allLabs(library).map((lab) => {
  const steps = lab.steps.filter(({ level }) => level !== 'containers');
  const turns = steps.flatMap((step) =>
    [...claims(lab, step)].map((claim) => ({ step, claim, end: Promise.withResolvers<void>() })),
  );
  for (const { end } of turns) end.promise.catch(() => undefined); // Its test hears of it.
  return { lab, turns };
});

describe('The bundled labs on a real API server', function () {
  this.timeout(600_000);
  const left = new Map<Lab, Promise<readonly string[]>>();

  before(() => {
    for (const { lab, turns } of pipelines) {
      const done = proveInTurn(lab, turns);
      done.catch((error: unknown) => turns.forEach(({ end }) => end.reject(error)));
      left.set(lab, done);
    }
  });

  for (const { lab, turns } of pipelines) {
    for (const { step, claim, end } of turns) {
      it(`${lab.id}, ${step.id}: ${claim.title}`, () => end.promise);
    }
    it(`${lab.id}: leaves nothing behind`, async () => assert.deepEqual(await left.get(lab), []));
  }
});

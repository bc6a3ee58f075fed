import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { kubectlArguments } from '../../../src/core/run/kubectlLine.ts';
import {
  type BundledLab,
  type BundledStep,
  checkIds,
  type Fields,
  has,
  labs,
  learnerFiles,
  list,
  readYaml,
  textOf,
  words,
} from './bundledLabs.ts';

/** Actions must be possible: plain lines, files that are there, and patches of what the learner has. */
function assertActions(lab: BundledLab, step: BundledStep, actions: readonly Fields[]): void {
  assert.ok(actions.length > 0);
  const files = learnerFiles(lab, step);
  for (const action of actions) {
    const [kind, ...others] = Object.keys(action);
    assert.deepEqual(others, [], 'one thing at a time');
    if (kind === 'run') kubectlArguments(String(action['run']));
    else if (kind === 'apply')
      assert.ok(has(lab, String(action['apply'])), String(action['apply']));
    else if (kind === 'write') {
      const { from, to } = action['write'] as { from: string; to: string };
      assert.ok(has(lab, from) && files.has(to), `${from} to ${to}`);
    } else if (kind === 'patch') assert.ok(files.has((action['patch'] as { file: string }).file));
    else assert.fail(`${kind} is no action`);
  }
}

function foldersIn(lab: BundledLab, folder: string): string[] {
  return has(lab, folder)
    ? readdirSync(`${lab.folder}/${folder}`).map((name) => `${folder}/${name}`)
    : [];
}

/** Guards are true from the start: in a step that has no other check, the questions decide. */
function isDecidedByChecks({ fields }: BundledStep): boolean {
  return list(fields, 'checks').some(({ baseline }) => baseline !== 'pass');
}

/** What only a person can answer has no other answers to try, and the step says so. */
function isWaived({ fields }: BundledStep, what: 'mutants' | 'alternatives'): boolean {
  const waives = (fields['waives'] ?? {}) as Fields;
  return (
    typeof waives[what] === 'string' &&
    list(fields, 'checks').every(({ type, baseline }) => type === 'confirm' || baseline === 'pass')
  );
}

describe('Proof of the bundled labs', () => {
  for (const lab of labs) {
    for (const step of lab.steps.filter(isDecidedByChecks)) {
      it(`${lab.id}, ${step.file}: a wrong answer that must fail a named check`, () => {
        const mutants = words(step.fields, 'mutants');
        assert.ok(mutants.length > 0 || isWaived(step, 'mutants'));
        for (const folder of mutants) {
          const mutant = readYaml(textOf(lab, `${folder}/mutant.yaml`));
          const fails = words(mutant, 'fails');
          assert.equal(typeof mutant['summary'], 'string');
          assert.ok(fails.length > 0);
          for (const id of fails) assert.ok(checkIds(step).includes(id), `${folder}: ${id}`);
          assertActions(lab, step, list(mutant, 'actions'));
        }
      });

      it(`${lab.id}, ${step.file}: another right answer`, () => {
        const alternatives = words(step.fields, 'alternatives');
        assert.ok(alternatives.length > 0 || isWaived(step, 'alternatives'));
        for (const folder of alternatives) {
          const alternative = readYaml(textOf(lab, `${folder}/alternative.yaml`));
          assert.equal(typeof alternative['summary'], 'string');
          assertActions(lab, step, list(alternative, 'actions'));
        }
      });
    }

    it(`${lab.id}: no folder of tests is forgotten`, () => {
      const named = lab.steps.flatMap(({ fields }) => [
        ...words(fields, 'mutants'),
        ...words(fields, 'alternatives'),
      ]);
      const present = [...foldersIn(lab, 'tests/mutants'), ...foldersIn(lab, 'tests/alternatives')];
      assert.deepEqual(named.toSorted(), present.toSorted());
    });
  }
});

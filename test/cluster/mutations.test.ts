import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { type DryRun, dryRunOf } from '../support/dryRun.ts';
import { healthyObjects, type Mutation, mutationsOf } from '../support/mutations.ts';
import { newNamespace, sharedCluster } from '../support/practiceCluster.ts';
import { TAKEN } from '../support/takenByTheServer.ts';
import { lintText } from '../unit/rules/fixtures.ts';

/** Least share of mutations about which rules and server have to agree. */
const AGREEMENT = 0.98;

/** Mutations about which the two disagree, and why that is right; by rule, then by name. */
const EXCEPTIONS: Readonly<Record<string, RegExp>> = {
  // A container with such an image is taken and never starts: InvalidImageName.
  'container-no-image': /(?:spoil|lower) .*image$/,
  // A dry run does not allot ports of nodes; the real thing does.
  'schema-range': /nodePort$/,
  // These two kinds have no check of their names, and a name such as this helps nobody.
  'name-missing': /^LimitRange/,
  'name-invalid': /^(?:PodDisruptionBudget|LimitRange)/,
};

interface Verdict {
  readonly name: string;
  readonly errors: readonly string[];
  readonly refusal: string;
}

function agrees({ name, errors, refusal }: Verdict): boolean {
  if (refusal !== '') return errors.length > 0;
  return errors.every((rule) => TAKEN[rule] !== undefined || EXCEPTIONS[rule]?.test(name) === true);
}

describe('Single faults in healthy objects', function () {
  this.timeout(600_000);
  let dryRun: DryRun;
  const verdicts: Verdict[] = [];

  before(async () => {
    const cluster = await sharedCluster();
    dryRun = await dryRunOf(cluster.kubeconfig, await newNamespace(cluster.admin));
    const all = healthyObjects().flatMap((healthy) => [...mutationsOf(healthy)]);
    const work = async (): Promise<void> => {
      for (let next = all.pop(); next !== undefined; next = all.pop()) {
        verdicts.push(await judge(next));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
  });

  after(() => dryRun.close());

  it('are errors to the rules where the server refuses them, and only there', () => {
    const wrong = verdicts.filter((verdict) => !agrees(verdict));
    const share = 1 - wrong.length / verdicts.length;
    const list = wrong.map(
      ({ name, errors, refusal }) => `${name} | ${errors.join()} | ${refusal}`,
    );
    assert.ok(verdicts.length >= 1_000, `${verdicts.length} mutations`);
    console.log(`      ${verdicts.length} mutations, ${(share * 100).toFixed(1)} % agree`);
    const seen = verdicts.filter(({ refusal }) => refusal === '');
    const stale = Object.entries(EXCEPTIONS).filter(
      ([rule, pattern]) =>
        !seen.some(({ errors, name }) => errors.includes(rule) && pattern.test(name)),
    );
    assert.deepEqual(stale, []);
    assert.ok(share >= AGREEMENT, `${(share * 100).toFixed(1)} % agree:\n${list.join('\n')}`);
  });

  async function judge({ name, object, text }: Mutation): Promise<Verdict> {
    const errors = lintText(text, { profile: 'learner' })
      .filter(({ severity }) => severity === 'error')
      .map(({ rule }) => rule);
    return { name, errors, refusal: await dryRun.create(text, object) };
  }
});

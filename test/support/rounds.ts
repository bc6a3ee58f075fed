import assert from 'node:assert/strict';
import { loadCel } from '../../src/adapters/cel/loadCel.ts';
import { cryptoRandom } from '../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../src/adapters/time/systemClock.ts';
import type { Check } from '../../src/core/checks/check.ts';
import { checkStep, type Round } from '../../src/core/checks/engine.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import type { Cluster } from '../../src/core/ports.ts';

/** A check as the parser makes it, with fields that went through its type's schema. */
export function newCheck(type: string, fields: object, more: Partial<Check> = {}): Check {
  const kind = checkKinds.find((each) => each.type === type);
  assert.ok(kind !== undefined, `There is no check type ${type}.`);
  return {
    id: type,
    title: `A check of type ${type}`,
    type,
    required: true,
    weight: 1,
    baseline: 'fail',
    needs: [],
    holdMs: 0,
    timeoutMs: 0,
    pointsTo: undefined,
    failText: undefined,
    passText: undefined,
    fields: kind.fields.parse(fields),
    path: [],
    ...more,
  };
}

/** A round that looks at a namespace; `files` are those of the learner's folder. */
export function newRound(
  cluster: Round['cluster'],
  namespace: string,
  checks: readonly Check[],
  more: Partial<Round> & { files?: Readonly<Record<string, string>> } = {},
): Round {
  const { files = {}, ...rest } = more;
  return {
    checks,
    cluster,
    readFile: async (file) => files[file],
    loadCel,
    namespace,
    baselines: {},
    seen: new Set(),
    quiz: new Map(),
    confirmed: new Map(),
    variables: { namespace },
    machine: { findTool: async () => undefined, readKubeconfig: async () => undefined },
    clock: systemClock,
    random: cryptoRandom,
    ...rest,
  };
}

/** The answer of one check, looked at once unless it may wait. */
export async function checkOne(
  cluster: Cluster,
  namespace: string,
  check: Check,
  more: Parameters<typeof newRound>[3] = {},
): Promise<CheckResult> {
  const round = newRound(cluster, namespace, [check], more);
  const { results } = await checkStep(round, () => undefined, AbortSignal.timeout(40_000));
  const [result] = results;
  assert.ok(result !== undefined);
  return result;
}

import assert from 'node:assert/strict';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import type { Step } from '../../src/core/lab/model.ts';
import { describeResults } from '../../src/cli/output.ts';
import { checkViews } from '../../src/ui/stepPanel/checkViews.ts';
import { applyAll, newNamespace, sharedCluster, until } from '../support/practiceCluster.ts';
import { checkOne, newCheck } from '../support/rounds.ts';

const PASSWORD = 'correct-horse-battery-staple';
const ENCODED = Buffer.from(PASSWORD).toString('base64');
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLXBsYW50ZWQ';
const PLANTED = [PASSWORD, ENCODED, TOKEN];

const SECRET = { kind: 'Secret', name: 'vault' };
const POD = { kind: 'Pod', name: 'talker' };

/** Checks that come by a planted secret, in ways that pass and ways that fail. */
const CHECKS: readonly (readonly [type: string, fields: object])[] = [
  ['field', { target: SECRET, path: 'data.password', equals: ENCODED }],
  ['field', { target: SECRET, path: 'data.password', equals: 'other' }],
  ['field', { target: SECRET, path: 'data', exists: true }],
  ['field', { target: SECRET, path: 'metadata.annotations', exists: true }],
  ['field', { target: POD, path: 'metadata.annotations.note', equals: 'x' }],
  ['exists', { target: SECRET, count: 5 }],
  [
    'compare',
    {
      left: { target: SECRET, path: 'data.password' },
      right: { target: POD, path: 'metadata.name' },
    },
  ],
  [
    'compare',
    {
      left: { target: POD, path: 'metadata.name' },
      right: { target: SECRET, path: 'data.password' },
    },
  ],
  ['cel', { objects: { s: SECRET }, expr: `s.data.password == "${ENCODED}"` }],
  ['cel', { objects: { s: SECRET }, expr: 's.data.password == "x"', show: 's.data.password' }],
  ['log', { target: { name: 'talker' }, contains: 'token' }],
  ['log', { target: { name: 'talker' }, contains: 'nothing like it' }],
  ['log', { target: { name: 'talker' }, contains: 'token', expect: false }],
  ['exec', { target: { name: 'talker' }, command: ['echo', `Bearer ${TOKEN}`], exit: 3 }],
  ['exec', { target: { name: 'talker' }, command: ['echo', `Bearer ${TOKEN}`] }],
  ['event', { reason: 'Nothing' }],
  ['file', { file: 'mine.yaml', path: 'login', equals: 'x' }],
  ['file', { file: 'mine.yaml', path: 'login', exists: true }],
  ['admission', { file: 'broken.yaml' }],
  ['lint', { file: 'broken.yaml' }],
];

const FILES = {
  'mine.yaml': `login: Bearer ${TOKEN}\n`,
  'broken.yaml': [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: broken }',
    `spec: { containers: [{ name: a, image: nginx, env: [{ name: T, value: "${TOKEN}" }], ports: wrong }] }`,
    '',
  ].join('\n'),
};

describe('Planted secrets', function () {
  this.timeout(60_000);
  let results: CheckResult[];

  before(async () => {
    const { admin } = await sharedCluster();
    const namespace = await newNamespace(admin);
    await applyAll(admin, vault(namespace), talker(namespace));
    await until('the log of the Pod', async () => {
      const check = newCheck('log', { target: { name: 'talker' }, contains: 'token' });
      return (await checkOne(admin, namespace, check)).state === 'pass';
    });
    results = [];
    for (const [index, [type, fields]] of CHECKS.entries()) {
      const check = newCheck(type, fields, {
        id: `${type}-${index}`,
        failText: '{{expected}} {{found}}',
      });
      results.push(await checkOne(admin, namespace, check, { files: FILES }));
    }
  });

  it('reach the checks: what compares with them passes', () => {
    const passed = results.filter(({ state }) => state === 'pass').map(({ check }) => check);
    for (const wanted of ['field-0', 'cel-8', 'log-10', 'exec-14', 'file-17']) {
      assert.ok(passed.includes(wanted), `${wanted} of ${passed.join(', ')}`);
    }
    assert.ok(checkKinds.length > 30);
  });

  const outputs: Readonly<Record<string, () => string>> = {
    'JSON of the command line': () => JSON.stringify(results.map(withoutExpected)),
    'text of the command line': () => describeResults(step(), results.map(withoutExpected)),
    'panel and the tree': () => {
      const byId = new Map(results.map((each) => [each.check, withoutExpected(each)]));
      return JSON.stringify(checkViews(step().checks, byId, undefined));
    },
  };

  for (const [where, text] of Object.entries(outputs)) {
    it(`are not in the ${where}`, () => {
      const shown = text();
      for (const planted of PLANTED) assert.ok(!shown.includes(planted), `${planted} in ${shown}`);
    });
  }

  function step(): Step {
    const checks = CHECKS.map(([type, fields], index) =>
      newCheck(type, fields, { id: `${type}-${index}` }),
    );
    return { checks } as unknown as Step;
  }
});

/** What a lab itself says it expects is the lab's text, and not a secret of the cluster's. */
function withoutExpected(result: CheckResult): CheckResult {
  if (result.state === 'fail') {
    const { message: _, ...rest } = result;
    const mismatches = rest.mismatches.map((one) => ({ ...one, expected: '' }));
    return { ...rest, mismatches: mismatches.map(plainObject) };
  }
  if (result.state !== 'pass') return result;
  const evidence = result.evidence.map(({ value, ...rest }) => ({
    ...rest,
    // The expression of a check stands in its evidence as the lab wrote it.
    value: value.startsWith('s.data.password ==') ? '' : value,
  }));
  return { ...result, evidence: evidence.map(plainObject) };
}

/** The command of an `exec` check is the lab's text too. */
function plainObject<T extends { readonly object?: string }>(one: T): T {
  return one.object?.startsWith('echo ') === true ? { ...one, object: 'echo' } : one;
}

function vault(namespace: string): KubeObject {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': PASSWORD };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'vault', namespace, annotations },
    stringData: { password: PASSWORD },
  };
}

function talker(namespace: string): KubeObject {
  const log = [`the token is Bearer ${TOKEN}`];
  const annotations = { note: `Bearer ${TOKEN}`, 'sim.k8s-labs/a': JSON.stringify({ log }) };
  const containers = [{ name: 'a', image: 'nginx:1.27-alpine' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'talker', namespace, annotations },
    spec: { containers },
  };
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LabReport } from '../../src/core/proof/report.ts';
import { sharedCluster } from '../support/practiceCluster.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const LAB = `---
format: 1
id: color
version: 1.0.0
title: A color
summary: A ConfigMap gets another color.
difficulty: beginner
---
Colors.
`;

const STEP = `---
title: Make it blue
goal: The ConfigMap says blue.
files:
  - { from: manifests/color.yaml, to: color.yaml }
checks:
  - id: blue
    title: The color is blue
    type: field
    target: { kind: ConfigMap, name: color }
    path: data.color
    equals: blue
solution:
  patch: { file: color.yaml, path: data.color, value: blue }
  explain: Blue it is.
mutants: [tests/mutants/green]
alternatives: [tests/alternatives/by-hand]
---
Make it blue.
`;

const COLOR = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: color\ndata:\n  color: red\n';

const GREEN = `summary: Green is not blue.
fails: [blue]
actions:
  - run: kubectl create configmap color --from-literal=color=green
`;

const BY_HAND = `summary: Without the file.
actions:
  - run: kubectl create configmap color --from-literal=color=blue
`;

describe('The self-test', function () {
  this.timeout(120_000);
  let made = 0;

  /** What is said of a lab with these files in place of its own. */
  async function prove(
    changes: Readonly<Record<string, string>>,
    format = 'json',
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const cluster = await sharedCluster();
    made += 1;
    const folder = join(cluster.folder, `colors-${made}`, 'color');
    const files = {
      'lab.md': LAB,
      'steps/10-blue.md': STEP,
      'manifests/color.yaml': COLOR,
      'tests/mutants/green/mutant.yaml': GREEN,
      'tests/alternatives/by-hand/alternative.yaml': BY_HAND,
      ...changes,
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const target = ['--kubeconfig', cluster.kubeconfig, '--context', cluster.context, '--yes'];
    const args = [CLI, 'test', folder, ...target, '--format', format];
    const env = { ...process.env, K8S_LABS_STATE: join(cluster.folder, 'self-test') };
    return promisify(execFile)(process.execPath, args, { env }).then(
      (output) => ({ code: 0, ...output }),
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
  }

  async function states(changes: Readonly<Record<string, string>>): Promise<string[]> {
    const { stdout, stderr } = await prove(changes);
    assert.notEqual(stdout, '', stderr);
    const [report] = JSON.parse(stdout) as LabReport[];
    return (report?.claims ?? []).map(({ kind, state }) => `${kind} ${state}`);
  }

  it('proves a lab that does what it says, and exits with 0', async () => {
    const { code, stdout, stderr } = await prove({}, 'pretty');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /✓ color, blue: is not fooled by tests\/mutants\/green/);
    assert.match(stdout, /1 of 1 labs are proved: 6 proved, 0 refuted, 0 untested, 0 not decided/);
  });

  it('finds a step that is passed before anything was done', async () => {
    const setup = LAB.replace('difficulty', 'setup: [{ apply: manifests/blue.yaml }]\ndifficulty');
    const found = await states({
      'lab.md': setup,
      'manifests/blue.yaml': COLOR.replace('red', 'blue'),
    });
    assert.ok(found.includes('fails-as-given refuted'), found.join());
    assert.ok(found.includes('fails-after-reset refuted'), found.join());
  });

  it('finds a solution that does not solve, with what the check found', async () => {
    const wrong = STEP.replace('path: data.color, value: blue', 'path: data.color, value: black');
    const { code, stdout } = await prove({ 'steps/10-blue.md': wrong }, 'pretty');
    assert.equal(code, 1);
    assert.match(stdout, /✗ color, blue: is passed by its own solution/);
    assert.match(stdout, /blue: ConfigMap\/color expected blue, found black/);
  });

  it('finds a check that a wrong answer fools', async () => {
    const loose = STEP.replace('equals: blue', 'in: [blue, green]');
    assert.ok((await states({ 'steps/10-blue.md': loose })).includes('mutant-fails refuted'));
  });

  it('finds a check that turns another right answer away', async () => {
    const strict = BY_HAND.replace('color=blue', 'color=navy');
    const found = await states({ 'tests/alternatives/by-hand/alternative.yaml': strict });
    assert.ok(found.includes('alternative-passes refuted'), found.join());
  });

  it('calls a step untested that has no mutant and no alternative, unless that is waived', async () => {
    const bare = STEP.replace(/^(?:mutants|alternatives): .*\n/gm, '');
    const found = await states({ 'steps/10-blue.md': bare });
    assert.ok(
      found.includes('mutant-fails untested') && found.includes('alternative-passes untested'),
    );
    const waived = bare.replace(
      'solution:',
      'waives: { mutants: Nothing else is blue., alternatives: There is one way. }\nsolution:',
    );
    assert.equal((await prove({ 'steps/10-blue.md': waived })).code, 0);
  });

  it('could not decide what a broken mutant claims, and says why', async () => {
    const { code, stdout } = await prove(
      {
        'tests/mutants/green/mutant.yaml':
          'summary: Green.\nfails: [blue]\nactions: [{ dance: now }]\n',
      },
      'pretty',
    );
    assert.equal(code, 2, stdout);
    assert.match(stdout, /\? color, blue: .*\n.*mutant\.yaml: actions\.0: exactly one of run/);
  });

  it('writes JUnit XML for a CI', async () => {
    const wrong = STEP.replace('path: data.color, value: blue', 'path: data.color, value: "<&>"');
    const { stdout } = await prove({ 'steps/10-blue.md': wrong }, 'junit');
    assert.match(stdout, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites>\n/);
    assert.match(
      stdout,
      /<testsuite name="local\/color" tests="5" failures="1" errors="0" skipped="0"/,
    );
    assert.match(stdout, /<failure message="The step is not passed\.">[^<]*&lt;&amp;&gt;/);
  });
});

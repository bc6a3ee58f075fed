import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { KubectlProgram } from '../../src/adapters/process/kubectlProgram.ts';
import { rules } from '../../src/core/rules/index.ts';
import {
  applyAll,
  limit,
  sharedCluster,
  type TestCluster,
  until,
} from '../support/practiceCluster.ts';
import { TAKEN } from '../support/takenByTheServer.ts';
import { casesOf, FIXTURES, lintText, nearMissesOf, readFixture } from '../unit/rules/fixtures.ts';

/** Fixtures about which the rules and the API server disagree, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['upper', 'tags', 'space', 'other', 'scheme', 'colon'].map((suffix) => [
      `container-no-image/broken-${suffix}.yaml`,
      'The server takes any text for an image; the container never starts: InvalidImageName.',
    ]),
  ),
  ...Object.fromEntries(
    ['', '-args', '-script', '-shell'].map((suffix) => [
      `command-string/broken${suffix}.yaml`,
      'One warning for all spellings of this mistake, of which only some are refused.',
    ]),
  ),
  ...Object.fromEntries(
    ['add-capabilities/broken-init', 'privileged/broken-all'].flatMap((name) =>
      [name, name.replace('broken', 'fixed')].map((file) => [
        `${file}.yaml`,
        'Ephemeral containers are added to a Pod that runs; manifests hold what the server gave out.',
      ]),
    ),
  ),
  'api-disallowed/broken.yaml': 'Taste: where alpha versions are switched on they are served.',
  'api-deprecated/broken-beta.yaml':
    'A warning: early versions are served where somebody has switched them on.',
  'schema-range/broken-node.yaml': 'A dry run does not allot ports of nodes; the real thing does.',
  'service-externalname/broken-address.yaml':
    'The server takes an address for a name; DNS, which has to answer with it, does not.',
  'service-port-names/broken-other.yaml': 'A dry run does not allot the port to the first Service.',
  'cel-policy/broken-expression.yaml':
    'A warning for all that policies say, of which only broken expressions are refused.',
  'yaml-duplicate-key/broken.yaml': 'kubectl drops the first key before the server sees it.',
  'yaml-duplicate-key/broken-merge.yaml': 'kubectl drops the first key before the server sees it.',
  'yaml-missing-separator/broken.yaml': 'kubectl drops the first object before the server sees it.',
  'yaml-octal/broken.yaml':
    'A warning: other numbers with this mistake are taken and mean another.',
  'yaml-invisible/broken-space.yaml': 'A warning: most such characters are taken as text.',
};

/** Custom resources, which the server would know if their definitions were installed. */
const UNKNOWN_HERE =
  /^[^]*no matches for kind "\w+" in version "(?:gateway\.networking\.k8s\.io|monitoring\.coreos\.com|security\.openshift\.io|(?:shop|other)\.example\.com|kustomize\.config\.k8s\.io)\//;

/** Fixtures are sent to a namespace of that name, and a dry run makes none. */
const NAMESPACE_TWICE = /^(?:.*namespaces "\w+" (?:already exists|not found)\n?)+$/;

interface Verdict {
  readonly fixture: string;
  /** Ids of the rules that call something in it an error. */
  readonly errors: readonly string[];
  /** What the API server says; empty when it takes the file. */
  readonly refusal: string;
}

/**
 * What is called an error has to be refused, whatever the file is for. A near miss may be refused
 * for a reason of its own: files in which something is still being typed are among them.
 */
function agrees({ fixture, errors, refusal }: Verdict): boolean {
  if (fixture.includes('/near-miss')) return errors.length === 0 || refusal !== '';
  if (isTaken(errors) || (errors.length === 0 && isNoRefusal(refusal))) return true;
  return errors.length > 0 === (refusal !== '');
}

function isNoRefusal(refusal: string): boolean {
  return UNKNOWN_HERE.test(refusal) || NAMESPACE_TWICE.test(refusal);
}

function isTaken(errors: readonly string[]): boolean {
  return errors.length > 0 && errors.every((rule) => TAKEN[rule] !== undefined);
}

/** The fixtures small enough to be sent to a server. */
function fixtures(): string[] {
  return rules
    .filter(({ id }) => id !== 'file-too-big')
    .flatMap(({ id }) =>
      [
        ...casesOf(id).flatMap((suffix) => [`broken${suffix}.yaml`, `fixed${suffix}.yaml`]),
        ...nearMissesOf(id),
      ]
        .map((name) => `${id}/${name}`)
        .filter((name) => existsSync(new URL(name, FIXTURES))),
    );
}

describe('What the rules call an error', function () {
  this.timeout(300_000);
  let cluster: TestCluster;
  let kubectl: KubectlProgram;
  const verdicts: Verdict[] = [];

  before(async () => {
    cluster = await sharedCluster();
    await makeNamespace('shop');
    kubectl = new KubectlProgram({
      setting: () => undefined,
      clusterBinary: async () => process.env['K8S_LABS_CLUSTER_BIN'],
      stateFolder: join(cluster.folder, 'state'),
    });
    const left = fixtures();
    const work = async (): Promise<void> => {
      for (let fixture = left.pop(); fixture !== undefined; fixture = left.pop()) {
        verdicts.push(await judge(fixture));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  });

  it('is refused by a real API server, and what they take for right is not', () => {
    const wrong = verdicts
      .filter((verdict) => !agrees(verdict))
      .filter(({ fixture }) => EXCEPTIONS[fixture] === undefined)
      .map(({ fixture, errors, refusal }) => `${fixture}: ${errors.join(', ')} | ${refusal}`);
    assert.deepEqual(wrong, []);
    assert.ok(verdicts.length > 100);
  });

  it('has no exception that is none', () => {
    const disputed = verdicts.filter((verdict) => !agrees(verdict)).map(({ fixture }) => fixture);
    assert.deepEqual(
      Object.keys(EXCEPTIONS).filter((fixture) => !disputed.includes(fixture)),
      [],
    );
    const taken = verdicts.filter(({ refusal }) => refusal === '').flatMap(({ errors }) => errors);
    assert.deepEqual(
      Object.keys(TAKEN).filter((rule) => !taken.includes(rule)),
      [],
    );
  });

  async function makeNamespace(name: string): Promise<void> {
    const { admin } = cluster;
    await applyAll(admin, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const namespace of [name, 'default']) {
      const account = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace };
      await until(
        'the default account',
        async () => (await admin.get(account, limit())) !== undefined,
      );
    }
  }

  /** Sends a fixture to the server as a learner would, to be tried and thrown away. */
  async function judge(fixture: string): Promise<Verdict> {
    const [rule = '', name = ''] = fixture.split('/');
    const text = readFixture(rule, name);
    const folder = join(cluster.folder, 'rules', rule);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    const findings = lintText(text, { profile: 'learner' });
    const { code, stderr } = await kubectl.run(
      ['create', '--dry-run=server', '--validate=strict', '-f', name],
      { kubeconfig: cluster.kubeconfig, cwd: folder },
      AbortSignal.timeout(30_000),
    );
    return {
      fixture,
      errors: findings.filter(({ severity }) => severity === 'error').map((each) => each.rule),
      refusal: code === 0 ? '' : stderr.trim(),
    };
  }
});

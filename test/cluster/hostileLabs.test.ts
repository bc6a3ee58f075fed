import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadCel } from '../../src/adapters/cel/loadCel.ts';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { KubectlProgram } from '../../src/adapters/process/kubectlProgram.ts';
import { LocalPrograms } from '../../src/adapters/process/localPrograms.ts';
import { FileRunStore } from '../../src/adapters/store/fileRunStore.ts';
import { cryptoRandom } from '../../src/adapters/time/cryptoRandom.ts';
import { systemClock } from '../../src/adapters/time/systemClock.ts';
import { checkKinds } from '../../src/core/checks/kinds/index.ts';
import type { CheckResult } from '../../src/core/checks/result.ts';
import { isUsable, type Lab } from '../../src/core/lab/model.ts';
import { parseLab } from '../../src/core/lab/parseLab.ts';
import { renderStep } from '../../src/core/lab/render.ts';
import type { KubeObject } from '../../src/core/kubernetes/objects.ts';
import type { KubeContext } from '../../src/core/ports.ts';
import { LabRuns } from '../../src/core/run/labRuns.ts';
import type { Run } from '../../src/core/run/model.ts';
import { programsOf, type RoundOptions } from '../../src/core/run/round.ts';
import { progressOf } from '../../src/core/run/transitions.ts';
import { labPage, stepPage, wantsConfigMap } from '../support/attempts.ts';
import { configMap } from '../support/objects.ts';
import { applyAll, limit, sharedCluster, type TestCluster } from '../support/practiceCluster.ts';

/** One lab in folders of its own, with everything real about it. */
interface Bench {
  readonly lab: Lab;
  readonly run: Run;
  readonly runs: LabRuns;
  /** The learner's folder. */
  readonly work: string;
  check(options?: RoundOptions): Promise<Readonly<Record<string, CheckResult>>>;
}

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

describe('Hostile labs, each beside a twin that may do the same', function () {
  this.timeout(60_000);
  let cluster: TestCluster;
  /** Folder above labs and learners: what is in it beside them is nobody's business. */
  let home: string;
  let runs: LabRuns;
  const opened: string[] = [];
  let made = 0;

  before(async () => {
    cluster = await sharedCluster();
    home = mkdtempSync(join(tmpdir(), 'k8s-labs-hostile-'));
    writeFileSync(join(home, 'secret.yaml'), 'password: hunter2-hunter2\n');
    const stateFolder = join(home, 'state');
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const binary =
      process.env['K8S_LABS_CLUSTER_BIN'] ?? join(process.cwd(), 'dist/bin/k8s-labs-cluster');
    const kubectl = new KubectlProgram({
      setting: () => undefined,
      clusterBinary: async () => binary,
      stateFolder,
    });
    runs = new LabRuns({
      clusters: cluster.clusters,
      store: new FileRunStore(stateFolder, silent),
      files: nodeFiles,
      kubectl,
      programs: new LocalPrograms(kubectl),
      clock: systemClock,
      random: cryptoRandom,
      log: silent,
      loadCel,
    });
  });

  after(async () => {
    const cleaned = opened.map((id) => runs.cleanUp(id, () => {}, AbortSignal.timeout(50_000)));
    await Promise.allSettled(cleaned);
    await rm(home, { recursive: true, force: true });
  });

  /** Writes a lab and reads it. `->` before a path makes the file a link to what its text says. */
  async function read(pages: Readonly<Record<string, string>>): Promise<Lab> {
    made += 1;
    const folder = join(home, `labs-${made}`, 'shop');
    for (const [path, text] of Object.entries(pages)) {
      const file = join(folder, path.replace('->', ''));
      await mkdir(dirname(file), { recursive: true });
      await (path.startsWith('->') ? symlink(text, file) : writeFile(file, text));
    }
    const lab = await parseLab(nodeFiles, { folder, pack: 'hostile', kinds: checkKinds });
    assert.ok(lab !== undefined);
    return { ...lab, key: `hostile/${made}` };
  }

  async function start(lab: Lab): Promise<Bench> {
    const contexts = await cluster.clusters.contexts();
    const context = contexts.find(({ name }) => name === cluster.context) as KubeContext;
    const work = join(home, `work-${made}`);
    const run = await runs.start(lab, { context, folder: work }, () => {}, limit());
    opened.push(run.id);
    const check = async (options: RoundOptions = {}) => {
      const checked = await runs.check(lab, run.id, () => {}, limit(), {
        maxWaitMs: 0,
        ...options,
      });
      return progressOf(checked, lab.steps[0]?.id ?? '').results;
    };
    return { lab, run, runs, work, check };
  }

  async function bench(pages: Readonly<Record<string, string>>): Promise<Bench> {
    const lab = await read(pages);
    assert.ok(isUsable(lab), JSON.stringify(lab.problems));
    return start(lab);
  }

  /** The lab is refused for this reason, and cannot be started. */
  async function refused(pages: Readonly<Record<string, string>>, rule: string): Promise<void> {
    const lab = await read(pages);
    assert.ok(
      lab.problems.some((problem) => problem.rule === rule),
      JSON.stringify(lab.problems),
    );
    assert.equal(isUsable(lab), false);
    await assert.rejects(start(lab), { reason: 'lab-broken' });
  }

  function trap(name: string): string {
    return join(home, `trap-${made}-${name}`);
  }

  const oneStep = (...lines: readonly string[]) => ({
    'lab.md': labPage(),
    'steps/10-a.md': stepPage('A', lines),
  });

  const command = (file: string): string[] => [
    'checks:',
    '  - id: ran',
    '    title: It ran',
    '    type: command',
    `    run: [node, -e, "require('fs').writeFileSync('${file}', '')"]`,
  ];

  it('runs no program without consent; with it, it does', async () => {
    const file = trap('program');
    const { check } = await bench(oneStep(...command(file)));
    const before = await check();
    assert.equal(before['ran']?.state, 'unable');
    assert.equal(existsSync(file), false);
    const after = await check({ mayRunPrograms: true });
    assert.equal(after['ran']?.state, 'pass');
    assert.equal(existsSync(file), true);
  });

  it('runs no program in a look that nobody asked for; on a click it does', async () => {
    const file = trap('quiet');
    const { check } = await bench(oneStep(...command(file)));
    await check({ readsOnly: true, mayRunPrograms: true });
    assert.equal(existsSync(file), false);
    await check({ mayRunPrograms: true });
    assert.equal(existsSync(file), true);
  });

  it('gives a program no shell; what a shell would read is an argument', async () => {
    const file = trap('shell');
    const run = `    run: [node, -p, "process.argv.length", "; touch ${file}", "$(touch ${file})"]`;
    const lines = ['checks:', '  - id: ran', '    title: It ran', '    type: command', run];
    const { check } = await bench(oneStep(...lines, '    stdoutMatches: "^3$"'));
    assert.equal((await check({ mayRunPrograms: true }))['ran']?.state, 'pass');
    assert.equal(existsSync(file), false);
  });

  it('hides no program behind another check; a whole check of it does run', async () => {
    const file = trap('combined');
    const nested = [
      'checks:',
      '  - id: any',
      '    title: Any',
      '    type: any',
      '    checks:',
      '      - type: command',
      `        run: [node, -e, "require('fs').writeFileSync('${file}', '')"]`,
    ];
    const { check, lab } = await bench(oneStep(...nested));
    assert.match(programsOf(lab).join(), /^node -e/);
    await check({ readsOnly: true, mayRunPrograms: true });
    await check();
    assert.equal(existsSync(file), false);
    await check({ mayRunPrograms: true });
    assert.equal(existsSync(file), true);
  });

  it('changes nothing in a look that nobody asked for; on a click it does', async () => {
    const lines = [
      'checks:',
      '  - id: gone',
      '    title: Gone',
      '    type: trigger',
      '    do: delete',
      '    target: { kind: ConfigMap, name: note }',
      '    checks: [{ type: absent, target: { kind: ConfigMap, name: note } }]',
    ];
    const { check, run } = await bench(oneStep(...lines));
    await applyAll(cluster.admin, configMap(run.namespace, 'note', {}));
    const note = { ...CONFIG_MAP, name: 'note', namespace: run.namespace };
    await check({ readsOnly: true });
    assert.ok((await cluster.admin.get(note, limit())) !== undefined);
    await check();
    assert.equal(await cluster.admin.get(note, limit()), undefined);
  });

  it('changes nothing in the namespaces of others; in its own it does', async () => {
    const lines = (namespace: string): string[] => [
      'checks:',
      '  - id: gone',
      '    title: Gone',
      '    type: trigger',
      '    do: delete',
      `    target: { kind: ConfigMap, name: kube-root-ca.crt, namespace: "${namespace}" }`,
      '    checks: [{ type: exists, target: { kind: ConfigMap, name: kube-root-ca.crt } }]',
    ];
    const ref = { ...CONFIG_MAP, name: 'kube-root-ca.crt', namespace: 'kube-system' };
    const before = await cluster.admin.get(ref, limit());
    await refused(oneStep(...lines('kube-system')), 'namespace-outside');
    const declared = {
      ...oneStep(...lines('kube-system')),
      'lab.md': labPage('isolation: { extraNamespaces: [kube-system] }'),
    };
    await refused(declared, 'namespace-outside');
    const after = await cluster.admin.get(ref, limit());
    assert.equal(after?.metadata.uid, before?.metadata.uid);
    const { check } = await bench(oneStep(...lines('{{namespace}}')));
    assert.match(JSON.stringify(await check()), /"deleted ConfigMap|just now/);
  });

  it('looks into no Pod in a look that nobody asked for; on a click it does', async () => {
    const lines = [
      'checks:',
      '  - { id: touched, title: T, type: exec, target: { name: a }, command: [touch, /tmp/x] }',
      '  - { id: read, title: R, type: log, target: { name: a }, contains: started }',
    ];
    const { check, run } = await bench(oneStep(...lines));
    await applyAll(cluster.admin, busyPod(run.namespace));
    assert.deepEqual(await check({ readsOnly: true }), {});
    assert.deepEqual(Object.keys(await check()).toSorted(), ['read', 'touched']);
  });

  it('reads nobody else’s logs and objects; its own it does', async () => {
    const reading = (namespace: string): string[] => [
      'checks:',
      `  - { id: log, title: L, type: log, target: { name: a, namespace: "${namespace}" }, contains: x }`,
      `  - { id: secret, title: S, type: exists, target: { kind: Secret, namespace: "${namespace}" } }`,
    ];
    await refused(oneStep(...reading('kube-system')), 'namespace-outside');
    const { check } = await bench(oneStep(...reading('{{namespace}}')));
    assert.equal((await check())['secret']?.state, 'fail');
  });

  it('puts no object into the namespaces of others; into its own it does', async () => {
    const pages = (namespace: string) => ({
      ...oneStep(...wantsConfigMap('intruder')),
      'lab.md': labPage('setup: [{ apply: manifests/intruder.yaml }]'),
      'manifests/intruder.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: intruder\n${namespace}`,
    });
    await refused(pages('  namespace: default\n'), 'namespace-outside');
    const ref = { ...CONFIG_MAP, name: 'intruder', namespace: 'default' };
    assert.equal(await cluster.admin.get(ref, limit()), undefined);
    const { check } = await bench(pages(''));
    assert.equal((await check())['intruder']?.state, 'pass');
  });

  it('makes nothing of the whole cluster unsaid; declared, it does', async () => {
    const name = 'hostile-labs-test';
    const pages = (...isolation: string[]) => ({
      ...oneStep(...wantsConfigMap('a')),
      'lab.md': labPage('setup: [{ apply: manifests/class.yaml }]', ...isolation),
      'manifests/class.yaml': [
        'apiVersion: scheduling.k8s.io/v1',
        'kind: PriorityClass',
        `metadata: { name: ${name} }`,
        'value: 1000',
        '',
      ].join('\n'),
    });
    const ref = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name };
    await refused(pages(), 'kind-undeclared');
    assert.equal(await cluster.admin.get(ref, limit()), undefined);
    await bench(pages('isolation: { clusterScoped: [PriorityClass] }'));
    assert.ok((await cluster.admin.get(ref, limit())) !== undefined);
    await cluster.admin.delete(ref, {}, limit());
  });

  const seeded = (from: string, to: string) => ({
    ...oneStep(`files: [{ from: "${from}", to: "${to}" }]`, ...wantsConfigMap('a')),
    'manifests/a.yaml': 'a: 1\n',
  });

  it('writes no file outside the learner’s folder; inside it does', async () => {
    for (const to of ['../../outside.yaml', '/tmp/outside-k8s-labs.yaml', 'a/../../x.yaml']) {
      await refused(seeded('manifests/a.yaml', to), 'path-outside');
    }
    assert.equal(existsSync(join(home, 'outside.yaml')), false);
    assert.equal(existsSync('/tmp/outside-k8s-labs.yaml'), false);
    const { work } = await bench(seeded('manifests/a.yaml', 'deep/a.yaml'));
    assert.equal(await readFile(join(work, 'deep/a.yaml'), 'utf8'), 'a: 1\n');
  });

  it('hands out no file from outside its own folder; from inside it does', async () => {
    await refused(seeded('../../secret.yaml', 'a.yaml'), 'path-outside');
    const linked = {
      ...seeded('manifests/link.yaml', 'a.yaml'),
      '->manifests/link.yaml': join(home, 'secret.yaml'),
    };
    await refused(linked, 'path-outside');
    const { work } = await bench(seeded('manifests/a.yaml', 'a.yaml'));
    assert.equal(await readFile(join(work, 'a.yaml'), 'utf8'), 'a: 1\n');
  });

  it('follows no link out of its folder to its own pages; a page of its own is read', async () => {
    const page = join(home, 'elsewhere.md');
    await writeFile(page, stepPage('Elsewhere', wantsConfigMap('a')));
    const linked = { 'lab.md': labPage(), '->steps/10-a.md': page };
    await assert.rejects(read(linked), { reason: 'path-outside' });
    const { lab } = await bench(oneStep(...wantsConfigMap('a')));
    assert.equal(lab.steps[0]?.title, 'A');
  });

  const looksAt = (file: string) =>
    oneStep(
      'checks:',
      `  - { id: file, title: F, type: file, file: "${file}", path: password, exists: true }`,
    );

  it('reads no file outside the learner’s folder; inside it does', async () => {
    await refused(looksAt('../../secret.yaml'), 'path-outside');
    await refused(looksAt('/etc/hostname'), 'path-outside');
    const { check, work } = await bench(looksAt('mine.yaml'));
    await symlink(join(home, 'secret.yaml'), join(work, 'mine.yaml'));
    const through = await check();
    assert.equal(through['file']?.state, 'unable');
    assert.doesNotMatch(JSON.stringify(through), /hunter2/);
    await rm(join(work, 'mine.yaml'));
    await writeFile(join(work, 'mine.yaml'), 'password: mine\n');
    assert.equal((await check())['file']?.state, 'pass');
  });

  it('writes through no link that leads out; into a real folder it does', async () => {
    const outside = join(home, 'outside');
    await mkdir(outside, { recursive: true });
    const lab = await read(seeded('manifests/a.yaml', 'linked/a.yaml'));
    const work = join(home, `work-${made}`);
    await mkdir(work, { recursive: true });
    await symlink(outside, join(work, 'linked'));
    await assert.rejects(start(lab), { reason: 'path-outside' });
    assert.equal(existsSync(join(outside, 'a.yaml')), false);
    const { work: own } = await bench(seeded('manifests/a.yaml', 'linked/a.yaml'));
    assert.equal(existsSync(join(own, 'linked/a.yaml')), true);
  });

  const solvedBy = (line: string) =>
    oneStep(...wantsConfigMap('a'), 'solution:', `  run: ['${line}']`, '  explain: So.');

  it('runs no shell in its solution; a plain kubectl line it does', async () => {
    const file = trap('solution');
    for (const line of [
      `kubectl get pods; touch ${file}`,
      `kubectl get pods && touch ${file}`,
      `kubectl get pods | tee ${file}`,
      `kubectl get $(touch ${file})`,
      `kubectl get pods > ${file}`,
      `touch ${file}`,
    ]) {
      await refused(solvedBy(line), 'command-not-plain');
    }
    assert.equal(existsSync(file), false);
    const two = {
      ...solvedBy('kubectl create configmap a'),
      'steps/20-b.md': stepPage('B', wantsConfigMap('b')),
    };
    const { lab, run } = await bench(two);
    await runs.goTo(lab, run.id, 'b', limit());
    const { namespace } = await runs.resetStep(lab, run.id, () => {}, limit());
    const ref = { ...CONFIG_MAP, name: 'a', namespace };
    assert.ok((await cluster.admin.get(ref, limit())) !== undefined);
  });

  it('asks nothing of the server but its Service; the Service it does', async () => {
    const asks = (path: string): string[] => [
      'checks:',
      `  - { id: http, title: H, type: http, service: web, port: 80, path: "${path}", status: 404 }`,
    ];
    for (const path of ['/../../../../../../namespaces/kube-system', '/%2e%2e/%2e%2e/secrets']) {
      const { check, run } = await bench(oneStep(...asks(path)));
      await applyAll(cluster.admin, lonelyService(run.namespace));
      assert.doesNotMatch(JSON.stringify(await check()), /kube-system|SecretList/);
    }
    const { check, run } = await bench(oneStep(...asks('/')));
    await applyAll(cluster.admin, lonelyService(run.namespace));
    assert.match(JSON.stringify(await check()), /no endpoints available/);
  });

  it('gets no foreign code, style or picture into the panel; its own words it does', async () => {
    const body = [
      '<script>steal()</script><img src=x onerror=steal()>',
      '[a](javascript:steal()) [b](command:workbench.action.terminal.new) [c](vscode://x/y)',
      '[d](file:///etc/passwd) ![e](https://example.invalid/pixel.png) ![f](data:image/svg+xml,x)',
      '[g](lab:run?command=steal) [h](lab:open?file=../../secret.yaml)',
      '<style>body{display:none}</style>',
    ].join('\n\n');
    const lab = await read({
      'lab.md': labPage(),
      'steps/10-a.md': stepPage('A', wantsConfigMap('a'), body),
    });
    const [step] = lab.steps;
    assert.ok(step !== undefined);
    const { html, actions } = renderStep(step, {}, (path) => `picture:${path}`);
    assert.doesNotMatch(html, /<script|<style|<img|href="(?!#|https:)/);
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['open'],
    );
    assert.ok(lab.problems.some(({ rule }) => rule === 'link-broken'));
    const twin = { body: '[go](lab:check) ![own](own.svg) **bold**' };
    const own = renderStep(twin, {}, (path) => `picture:${path}`);
    assert.match(own.html, /data-action="a0"[\s\S]*<img src="picture:own\.svg"[\s\S]*<strong>bold/);
  });

  it('stops nobody with a pattern that runs for ages; a harmless one is used', async () => {
    const says = (pattern: string): string[] => [
      'checks:',
      '  - id: text',
      '    title: T',
      '    type: file',
      '    file: a.txt',
      '    format: text',
      `    matches: '${pattern}'`,
    ];
    await refused(oneStep(...says('(a+)+$')), 'field-invalid');
    const { check, work } = await bench(oneStep(...says('^a+b$')));
    await writeFile(join(work, 'a.txt'), `${'a'.repeat(60)}b`);
    assert.equal((await check())['text']?.state, 'pass');
  });

  it('fills no memory with aliases; a few of them are used', async () => {
    const levels = Array.from({ length: 25 }, (_, level) => {
      const below = `*a${level - 1}`;
      return level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [${below}, ${below}]`;
    });
    const startedAt = Date.now();
    const lab = await read({ ...oneStep(...wantsConfigMap('a')), 'lab.md': labPage(...levels) });
    assert.ok(Date.now() - startedAt < 5_000);
    assert.ok(lab.problems.length > 0);
    const tags = ['tags: &tags [a, b]', 'objectives: *tags'];
    const twin = await read({ ...oneStep(...wantsConfigMap('a')), 'lab.md': labPage(...tags) });
    assert.deepEqual(twin.objectives, ['a', 'b']);
  });

  it('takes no name that is a path or a field of every object; a plain one it does', async () => {
    for (const id of ['../../kube-system', '__proto__', 'a b', 'A']) {
      const lab = await read({
        ...oneStep(...wantsConfigMap('a')),
        'lab.md': `---\nformat: 1\nid: "${id}"\n---\n`,
      });
      assert.equal(isUsable(lab), false, id);
    }
    const { run } = await bench(oneStep(...wantsConfigMap('a')));
    assert.match(run.namespace, /^lab-shop-[a-z0-9]+$/);
  });

  it('cannot delete a namespace that is not its own; its own it does', async () => {
    const { run } = await bench(oneStep(...wantsConfigMap('a')));
    const foreign: KubeObject = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `foreign-${process.pid}` },
    };
    await applyAll(cluster.admin, foreign);
    const path = join(home, 'state', 'runs', `${run.id}.json`);
    const record = JSON.parse(await readFile(path, 'utf8')) as Run;
    const forged = { ...record, namespace: foreign.metadata.name, namespaceUid: '' };
    await writeFile(path, JSON.stringify(forged));
    await assert.rejects(
      runs.cleanUp(run.id, () => {}, limit()),
      { reason: 'cluster-refused' },
    );
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: foreign.metadata.name };
    const live = await cluster.admin.get(ref, limit());
    assert.equal(live?.metadata.deletionTimestamp, undefined);
    await writeFile(path, JSON.stringify(record));
    const report = await runs.cleanUp(run.id, () => {}, limit());
    assert.deepEqual(report.deleted, [`Namespace/${run.namespace}`]);
    await cluster.admin.delete(ref, {}, limit());
  });

  it('learns no login from the kubeconfig; names it does', async () => {
    await refused(
      oneStep('checks:', '  - { id: t, title: T, type: kubeconfig, field: token, exists: true }'),
      'field-invalid',
    );
    const asks =
      '  - { id: k, title: K, type: kubeconfig, field: namespace, equals: "{{namespace}}" }';
    const { check, run } = await bench(oneStep('checks:', asks));
    await runs.writeKubeconfig(run.id);
    assert.equal((await check())['k']?.state, 'pass');
  });
});

function busyPod(namespace: string): KubeObject {
  const containers = [{ name: 'a', image: 'busybox:1.36', command: ['sleep', '3600'] }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace },
    spec: { containers },
  };
}

/** A Service without anybody behind it. */
function lonelyService(namespace: string): KubeObject {
  const spec = { selector: { app: 'nobody' }, ports: [{ port: 80 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace }, spec };
}

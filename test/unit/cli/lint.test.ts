import assert from 'node:assert/strict';
import { recoverYaml } from '../../../src/adapters/yaml/yamlRecovery.ts';
import { cel } from '../../../src/adapters/cel/cel.ts';
import type { FindingLine } from '../../../src/cli/lint/formats.ts';
import { lintCommand, type LintIo } from '../../../src/cli/lint/lint.ts';
import type { Files } from '../../../src/core/ports.ts';

/** Files in memory, by absolute path. */
function memoryFiles(files: Record<string, string>): Files {
  const paths = Object.keys(files);
  return {
    read: async (path) => files[path],
    write: async (path, text) => void (files[path] = text),
    makeFolder: async () => undefined,
    async list(folder) {
      const start = folder === '/' ? '/' : `${folder}/`;
      const names = paths
        .filter((path) => path.startsWith(start))
        .map((path) => path.slice(start.length).replace(/\/.*$/, '/'));
      return [...new Set(names)].toSorted();
    },
    async realPath(path) {
      const real = path.replace(/\/\.$/, '');
      return paths.some((known) => known === real || known.startsWith(`${real}/`))
        ? real
        : undefined;
    },
  };
}

async function run(
  files: Record<string, string>,
  args: string[],
  extra: Partial<LintIo> = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await lintCommand(args, {
    files: memoryFiles(files),
    cwd: '/w',
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    readInput: async () => '',
    openCluster: async () => assert.fail('nobody asked for a cluster'),
    loadCel: async () => cel,
    loadRecovery: async () => recoverYaml,
    ...extra,
  });
  return { code, out, err };
}

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - name: c
      image: nginx
      resources: { requests: { cpu: 1m, memory: 1Mi }, limits: { memory: 1Mi } }
      readinessProbe: { tcpSocket: { port: 80 } }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: wbe }
  ports: [{ port: 80 }]
`;

describe('k8s-labs lint', () => {
  it('answers 0 for what is clean', async () => {
    const { code, out } = await run({ '/w/a.yaml': POD.replace('nginx', 'nginx:1.29') }, [
      'a.yaml',
    ]);
    assert.deepEqual([code, out], [0, 'No findings.\n']);
  });

  it('answers 1 and prints findings that start at line and column 1, the end excluded', async () => {
    const { code, out } = await run({ '/w/a.yaml': POD }, ['--format', 'json', 'a.yaml']);
    assert.equal(code, 1);
    const [finding] = JSON.parse(out) as FindingLine[];
    assert.deepEqual(
      { ...finding, message: undefined },
      {
        file: 'a.yaml',
        line: 7,
        column: 14,
        endLine: 7,
        endColumn: 19,
        rule: 'image-latest',
        severity: 'warning',
        message: undefined,
        fixable: true,
      },
    );
  });

  it('goes into folders, but not into those that people did not write', async () => {
    const { out } = await run(
      {
        '/w/k/a.yaml': POD,
        '/w/k/b/c.yml': POD,
        '/w/k/b/d.txt': POD,
        '/w/k/node_modules/e.yaml': POD,
        '/w/k/.git/f.yaml': POD,
      },
      ['--format=json', 'k/'],
    );
    const files = (JSON.parse(out) as FindingLine[]).map(({ file }) => file);
    assert.deepEqual(files, ['k/a.yaml', 'k/b/c.yml']);
  });

  it('looks names up in the files beside a file, and reports on that file alone', async () => {
    const files = { '/w/service.yaml': SERVICE, '/w/pod.yaml': POD };
    const { out } = await run(files, ['--format=json', 'service.yaml']);
    const found = (JSON.parse(out) as FindingLine[]).map(({ file, rule }) => `${file} ${rule}`);
    assert.deepEqual(found, ['service.yaml service-no-pods']);
  });

  it('finds every fault of a broken document', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: @x\n  b: "\\q"\n';
    const { out } = await run({ '/w/a.yaml': text }, ['--format=json', '.']);
    assert.deepEqual(
      (JSON.parse(out) as FindingLine[]).map(({ line }) => line),
      [4, 5],
    );
  });

  it('speaks by profile', async () => {
    const { code } = await run({ '/w/a.yaml': POD }, ['--profile=pss-baseline', 'a.yaml']);
    assert.equal(code, 0);
  });

  it('adds what others find in the folders that were named', async () => {
    const line: FindingLine = {
      file: 'lab/lab.md',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      rule: 'lab-title',
      severity: 'error',
      message: 'The lab has no title.',
      fixable: false,
    };
    const { code, out } = await run({ '/w/lab/lab.md': '' }, ['lab'], {
      readLabs: async (folder, shown) => ({
        findings: folder === '/w/lab' && shown === 'lab' ? [line] : [],
        overrides: new Map(),
      }),
    });
    assert.equal(code, 1);
    assert.match(out, /lab\/lab\.md\n {2}1:1 {5}error {7}The lab has no title\. \[lab-title\]/);
  });

  it('is quiet about what a lab says is there on purpose', async () => {
    const files = { '/w/lab/lab.md': '', '/w/lab/a.yaml': POD, '/w/b.yaml': POD };
    const { out } = await run(files, ['.'], {
      readLabs: async () => ({
        findings: [],
        overrides: new Map([['/w/lab', { 'image-latest': 'off', 'cpu-request-missing': 'off' }]]),
      }),
    });
    assert.doesNotMatch(out, /^lab\/a\.yaml/m);
    assert.match(out, /b\.yaml/);
  });

  it('reads what comes in through standard input', async () => {
    const { code, out } = await run({}, ['--stdin', '--format=json'], {
      readInput: async () => POD,
    });
    const [finding] = JSON.parse(out) as FindingLine[];
    assert.deepEqual([code, finding?.file, finding?.rule], [1, 'stdin.yaml', 'image-latest']);
  });

  it('mends what needs no look, and nothing else', async () => {
    const files = { '/w/a.yaml': POD.replace('name: web,', 'name: web, annotations: { a: 1 },') };
    const { code } = await run(files, ['--fix', 'a.yaml']);
    assert.equal(code, 1);
    assert.equal(
      files['/w/a.yaml'],
      POD.replace('name: web,', 'name: web, annotations: { a: "1" },'),
    );
  });

  it('writes the mended text of standard input, and what is left beside it', async () => {
    const { out, err } = await run({}, ['--stdin', '--fix'], {
      readInput: async () => POD.replace('name: web,', 'name: web, annotations: { a: 1 },'),
    });
    assert.equal(out, POD.replace('name: web,', 'name: web, annotations: { a: "1" },'));
    assert.match(err, /image-latest/);
  });

  it('judges by a version of Kubernetes', async () => {
    const text = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n';
    const { out } = await run({ '/w/a.yaml': text }, ['--kubernetes-version=1.35', 'a.yaml']);
    assert.match(out, /\[api-removed\]/);
  });

  it('asks the repository first', async () => {
    const files = {
      '/w/.k8s-labs.yaml': 'profile: review\nrules: { image-latest: off }\nexclude: [gen/]\n',
      '/w/k/a.yaml': POD,
      '/w/gen/b.yaml': POD,
    };
    const { out } = await run(files, ['--format=json', '.']);
    const found = (JSON.parse(out) as FindingLine[]).map(({ file, rule }) => `${file} ${rule}`);
    assert.ok(found.includes('k/a.yaml liveness-missing'), found.join('\n'));
    assert.ok(!found.some((one) => one.includes('image-latest') || one.startsWith('gen/')));
  });

  it('answers 2 for a configuration that says what cannot be, with its line', async () => {
    const files = { '/w/.k8s-labs.yaml': 'rules:\n  image-lates: off\n', '/w/a.yaml': POD };
    const { code, err } = await run(files, ['a.yaml']);
    assert.equal(code, 2);
    assert.match(
      err,
      /\.k8s-labs\.yaml:2: There is no rule "image-lates"\. Did you mean "image-latest"\?/,
    );
  });

  it('speaks to GitHub', async () => {
    const { out } = await run({ '/w/a.yaml': POD }, ['--format=github', 'a.yaml']);
    assert.match(
      out,
      /^::warning file=a\.yaml,line=7,col=14,endLine=7,endColumn=19,title=image-latest::.+\n$/,
    );
  });

  it('writes SARIF, each result with its rule', async () => {
    const { out } = await run({ '/w/a.yaml': POD }, ['--format=sarif', 'a.yaml']);
    const { version, runs } = JSON.parse(out) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[];
    };
    assert.equal(version, '2.1.0');
    assert.deepEqual(
      runs[0]?.tool.driver.rules.map(({ id }) => id),
      ['image-latest'],
    );
    assert.deepEqual(
      runs[0]?.results.map(({ ruleId }) => ruleId),
      ['image-latest'],
    );
  });

  it('honours the annotations of kube-linter', async () => {
    const annotated = POD.replace(
      'name: web,',
      'name: web, annotations: { ignore-check.kube-linter.io/latest-tag: wanted },',
    );
    const { code } = await run({ '/w/a.yaml': annotated }, ['a.yaml']);
    assert.equal(code, 0);
  });

  for (const [what, args, message] of [
    [
      'a version that is none',
      ['--kubernetes-version=newest', 'a.yaml'],
      /no version of Kubernetes/,
    ],
    ['no path', [], /Name a file or a folder/],
    ['a path that does not exist', ['nothing.yaml'], /There is no file "nothing.yaml"/],
    ['an unknown format', ['--format=xml', 'a.yaml'], /no format "xml"/],
    ['an unknown profile', ['--profile=x', 'a.yaml'], /no profile "x"/],
    ['an unknown option', ['--fast', 'a.yaml'], /--fast/],
  ] as const) {
    it(`answers 2 for ${what}, in one sentence`, async () => {
      const { code, out, err } = await run({ '/w/a.yaml': POD }, [...args]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
      assert.equal(err.trim().split('\n').length, 1);
    });
  }
});

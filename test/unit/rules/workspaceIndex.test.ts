import assert from 'node:assert/strict';
import { lintFile, lintWorkspace } from '../../../src/core/rules/engine.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { readSourceFile } from '../../../src/core/rules/sourceFile.ts';
import { WorkspaceIndex } from '../../../src/core/rules/workspaceIndex.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

function pod(app: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${app}, labels: { app: ${app} } }
spec:
  containers:
    - { name: c, image: 'nginx:1.29', resources: { requests: { cpu: 1m, memory: 1Mi }, limits: { memory: 1Mi } }, readinessProbe: { tcpSocket: { port: 80 } } }
`;
}

function indexOf(files: Record<string, string>, roots: string[] = []): WorkspaceIndex {
  const index = new WorkspaceIndex(roots);
  for (const [uri, text] of Object.entries(files)) index.replace(readSourceFile(uri, text));
  return index;
}

function found(index: WorkspaceIndex): string[] {
  return lintWorkspace(index, { rules, profile: 'learner' }).map(
    ({ uri, rule }) => `${uri} ${rule}`,
  );
}

describe('A set of names', () => {
  it('is a folder: Pods of another folder do not answer for a Service', () => {
    const index = indexOf({
      'w/a/service.yaml': SERVICE,
      'w/a/pod.yaml': pod('wbe'),
      'w/b/pod.yaml': pod('web'),
    });
    assert.deepEqual(found(index), ['w/a/service.yaml service-no-pods']);
  });

  it('holds the folders below a root', () => {
    const files = {
      'w/a/services/web.yaml': SERVICE,
      'w/a/services/other.yaml': pod('other'),
      'w/a/pods/web.yaml': pod('web'),
    };
    assert.deepEqual(found(indexOf(files)), ['w/a/services/web.yaml service-no-pods']);
    assert.deepEqual(found(indexOf(files, ['w/a'])), []);
  });

  it('moves with a root that is named later', () => {
    const index = indexOf({
      'w/a/services/web.yaml': SERVICE,
      'w/a/services/other.yaml': pod('other'),
      'w/a/pods/web.yaml': pod('web'),
    });
    index.addRoot('w/a');
    assert.deepEqual(found(index), []);
  });

  it('keeps the solution apart from what is to be solved', () => {
    const index = indexOf(
      {
        'lab/manifests/service.yaml': SERVICE,
        'lab/manifests/pod.yaml': pod('wbe'),
        'lab/solution/pod.yaml': pod('web'),
      },
      ['lab'],
    );
    assert.deepEqual(found(index), ['lab/manifests/service.yaml service-no-pods']);
  });

  it('of a nested root is its own', () => {
    const index = indexOf({ 'w/a/b/pod.yaml': pod('web') }, ['w', 'w/a']);
    assert.equal(index.setKey('w/a/b/pod.yaml'), 'w/a');
    assert.equal(index.setKey('w/c/pod.yaml'), 'w');
    assert.equal(index.setKey('wx/pod.yaml'), 'wx');
  });

  it('follows a file that changes and one that goes', () => {
    const index = indexOf({ 'w/service.yaml': SERVICE, 'w/pod.yaml': pod('web') });
    assert.deepEqual(found(index), []);
    index.replace(readSourceFile('w/pod.yaml', pod('wbe')));
    assert.deepEqual(found(index), ['w/service.yaml service-no-pods']);
    index.remove('w/pod.yaml');
    assert.deepEqual(found(index), []);
  });

  it('says nothing about what is missing while a file in it cannot be read', () => {
    const index = indexOf({
      'w/service.yaml': SERVICE,
      'w/a.yaml': pod('wbe'),
      'w/b.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {\n',
    });
    assert.deepEqual(found(index), ['w/b.yaml yaml-parse']);
  });
});

describe('What is no object of its own', () => {
  it('a patch of a kustomization is not judged and answers for nobody', () => {
    const patch =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: x}]}\n';
    const files = {
      'w/kustomization.yaml': 'resources: [pod.yaml]\npatches:\n  - path: ./patches/limits.yaml\n',
      'w/patches/limits.yaml': patch,
      'w/pod.yaml': pod('web'),
    };
    assert.deepEqual(found(indexOf(files)), []);
    const late = indexOf({ 'w/patches/limits.yaml': patch });
    assert.equal(found(late).length, 4);
    late.replace(readSourceFile('w/kustomization.yaml', files['w/kustomization.yaml']));
    assert.deepEqual(found(late), []);
    late.remove('w/kustomization.yaml');
    assert.equal(found(late).length, 4);
  });

  for (const [what, text] of Object.entries({
    'a compose file': 'services:\n  web:\n    image: nginx\n',
    'a workflow': 'on: push\njobs:\n  a:\n    runs-on: x\n    container: { image: nginx }\n',
    'values of a chart': 'image: nginx\nkind: Deployment\nreplicas: 1\n',
    'a kustomization': 'resources:\n  - a.yaml\nimages:\n  - name: nginx\n',
    'an empty file': '',
    'a list of texts': '- apiVersion\n- kind\n',
  })) {
    it(`${what} is left alone`, () => assert.deepEqual(found(indexOf({ 'w/a.yaml': text })), []));
  }

  it('a template of Helm is named as one and not judged', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: "{{ .Values.n }}"\n      image: nginx\n';
    assert.deepEqual(found(indexOf({ 'w/a.yaml': text })), ['w/a.yaml yaml-template-syntax']);
    assert.deepEqual(found(indexOf({ 'w/templates/a.yaml': text })), []);
  });

  it('an item of a List is judged as an object', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: a }\n    spec:\n      containers:\n        - name: a\n          image: nginx\n          resources: { requests: { cpu: 1m, memory: 1Mi }, limits: { memory: 1Mi } }\n`;
    assert.deepEqual(found(indexOf({ 'w/a.yaml': list })), ['w/a.yaml image-latest']);
  });
});

describe('Severity', () => {
  const file = readSourceFile('w/a.yaml', pod('web').replace('nginx:1.29', 'nginx'));
  const index = new WorkspaceIndex();
  index.replace(file);

  it('comes from the profile', () => {
    const [finding] = lintFile(file, index, { rules, profile: 'learner' });
    assert.equal(finding?.severity, 'warning');
    assert.deepEqual(lintFile(file, index, { rules, profile: 'pss-baseline' }), []);
  });

  it('is overridden by rule', () => {
    const overrides = { 'image-latest': 'hint' } as const;
    const [finding] = lintFile(file, index, { rules, profile: 'learner', overrides });
    assert.equal(finding?.severity, 'hint');
    const off = { 'image-latest': 'off' } as const;
    assert.deepEqual(lintFile(file, index, { rules, profile: 'learner', overrides: off }), []);
    const on = lintFile(file, index, { rules, profile: 'pss-baseline', overrides });
    assert.equal(on.length, 1);
  });

  it("of a rule that fails is nobody else's trouble", () => {
    const failed: string[] = [];
    const broken = {
      ...(rules.find(({ id }) => id === 'selector-mismatch') as (typeof rules)[number]),
      kinds: ['Pod'],
      *check() {
        throw new Error('a bug');
      },
    } as (typeof rules)[number];
    const findings = lintFile(file, index, {
      rules: [broken, ...rules.filter(({ id }) => id !== 'selector-mismatch')],
      profile: 'learner',
      onRuleFailed: (message) => failed.push(message),
    });
    assert.deepEqual(failed, ['Rule selector-mismatch failed on w/a.yaml: a bug']);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['image-latest'],
    );
  });
});

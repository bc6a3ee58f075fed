import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        requests:
          cpu: 100m
          memory: 128Mi
        limits:
          memory: 128Mi
      readinessProbe:
        httpGet:
          path: /
          port: 80
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'k8s-labs');
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}

/** Waits until the rules that speak about a file are exactly these, in order of place. */
async function untilRules(uri: vscode.Uri, expected: string[]): Promise<vscode.Diagnostic[]> {
  const isThere = (): boolean => JSON.stringify(ours(uri).map(ruleOf)) === JSON.stringify(expected);
  if (isThere()) return ours(uri);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`Wanted ${expected.join(', ')}, got ${ours(uri).map(ruleOf).join(', ')}`));
    }, 5000);
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isThere()) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(ours(uri));
    });
  });
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, from);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + from.length),
  );
  edit.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function actions(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    kind.value,
  );
}

async function applyAction(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit !== undefined);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe('Diagnostics in the editor', function () {
  this.timeout(20_000);

  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'k8s-labs-host-'));
  });

  afterEach(async () => {
    while (vscode.window.activeTextEditor !== undefined) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await rm(folder, { recursive: true });
  });

  async function open(name: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, name)));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /** Opens a file of its own folder with this text. */
  async function show(text: string): Promise<vscode.TextDocument> {
    await writeFile(join(folder, 'file.yaml'), text);
    return open('file.yaml');
  }

  it('mark exactly what is wrong, with a code that leads to the page of the rule', async () => {
    const document = await show(POD.replace('nginx:1.29', 'nginx:latest'));
    const [diagnostic] = await untilRules(document.uri, ['image-latest']);
    assert.equal(document.getText(diagnostic?.range), 'latest');
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Warning);
    const { code } = diagnostic ?? {};
    assert.ok(typeof code === 'object');
    const page = await vscode.workspace.openTextDocument(code.target);
    assert.match(page.getText(), /^# image-latest\n/);
  });

  it('name the other end', async () => {
    const document = await show(`${POD}---\n${SERVICE.replace('app: web', 'app: wbe')}`);
    const [diagnostic] = await untilRules(document.uri, ['service-no-pods']);
    const related = diagnostic?.relatedInformation?.[0];
    assert.equal(document.getText(related?.location.range), 'web');
  });

  it('go when their quick fix is applied', async () => {
    const document = await show(POD.replace('nginx:1.29', 'nginx'));
    const [diagnostic] = await untilRules(document.uri, ['image-latest']);
    assert.ok(diagnostic !== undefined);
    const offered = await actions(document, diagnostic.range);
    assert.equal(offered[0]?.isPreferred, true);
    await applyAction(offered[0]);
    await untilRules(document.uri, []);
    assert.equal(document.getText(), POD);
  });

  it('come up while somebody types, and go again', async () => {
    const document = await show(POD);
    await replace(document, 'nginx:1.29', 'nginx');
    await untilRules(document.uri, ['image-latest']);
    await replace(document, 'image: nginx', 'image: nginx:1.29');
    await untilRules(document.uri, []);
  });

  it('can be ignored here and in the file', async () => {
    const document = await show(POD.replace('nginx:1.29', 'nginx'));
    const [diagnostic] = await untilRules(document.uri, ['image-latest']);
    assert.ok(diagnostic !== undefined);
    const offered = await actions(document, diagnostic.range);
    await applyAction(offered.find(({ title }) => title === 'Ignore image-latest here'));
    await untilRules(document.uri, []);
    assert.match(document.getText(), /\n {6}# k8s-labs-ignore: image-latest\n {6}image: nginx\n/);
  });

  it('find every syntax fault, and fix all that needs no look', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n\ta: b\n\tc: d\n';
    const document = await show(text);
    await untilRules(document.uri, ['yaml-tab', 'yaml-tab']);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [fixAll] = await actions(document, whole, vscode.CodeActionKind.SourceFixAll);
    await applyAction(fixAll);
    await untilRules(document.uri, []);
  });

  it('leave files alone that are no objects of Kubernetes', async () => {
    await writeFile(join(folder, 'compose.yaml'), 'services:\n  web:\n    image: nginx\n');
    const compose = await open('compose.yaml');
    const pod = await show(POD.replace('nginx:1.29', 'nginx'));
    await untilRules(pod.uri, ['image-latest']);
    assert.deepEqual(ours(compose.uri), []);
  });

  it('heed the settings', async () => {
    const document = await show(POD.replace('nginx:1.29', 'nginx'));
    await untilRules(document.uri, ['image-latest']);
    const settings = vscode.workspace.getConfiguration('k8sLabs.diagnostics');
    const target = vscode.ConfigurationTarget.Global;
    try {
      await settings.update('rules', { 'image-latest': 'off' }, target);
      await untilRules(document.uri, []);
      await settings.update('rules', undefined, target);
      await untilRules(document.uri, ['image-latest']);
      await settings.update('enabled', false, target);
      await untilRules(document.uri, []);
    } finally {
      await settings.update('rules', undefined, target);
      await settings.update('enabled', undefined, target);
    }
  });

  it('look at what was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: `${POD}---\n${SERVICE}`.replace('app: web', 'app: wbe'),
    });
    await vscode.window.showTextDocument(document);
    await untilRules(document.uri, ['service-no-pods']);
  });

  describe('over several files', () => {
    beforeEach(async () => {
      await writeFile(join(folder, 'service.yaml'), SERVICE);
      await writeFile(join(folder, 'pod.yaml'), POD);
    });

    it('look names up in files that are not open', async () => {
      await writeFile(join(folder, 'service.yaml'), SERVICE.replace('app: web', 'app: wbe'));
      const service = await open('service.yaml');
      const [diagnostic] = await untilRules(service.uri, ['service-no-pods']);
      const place = diagnostic?.relatedInformation?.[0]?.location.uri.path ?? '';
      assert.ok(place.endsWith('/pod.yaml'));
    });

    it('show in one file what an edit of another broke', async () => {
      const service = await open('service.yaml');
      const pod = await open('pod.yaml');
      await replace(pod, 'app: web', 'app: wbe');
      await untilRules(service.uri, ['service-no-pods']);
      await replace(pod, 'app: wbe', 'app: web');
      await untilRules(service.uri, []);
    });
  });
});

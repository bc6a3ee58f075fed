import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { SHOP } from '../support/shop.ts';

describe('Manifests in the editor', function () {
  this.timeout(60_000);

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

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const path = join(folder, name);
    await writeFile(path, text);
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document);
    return document;
  }

  function placeOf(document: vscode.TextDocument, text: string, offset = 0): vscode.Position {
    const start = document.getText().indexOf(text);
    assert.ok(start >= 0, text);
    return document.positionAt(start + offset);
  }

  async function completionsAt(
    { uri }: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<string[]> {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      position,
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  it('are completed: fields, words and the names of what stands beside', async () => {
    const document = await open(
      'shop.yaml',
      SHOP.replace('image: nginx', 'imagePullPolicy: \n          image: nginx'),
    );
    const words = await untilSome(() =>
      completionsAt(document, placeOf(document, 'imagePullPolicy: ', 'imagePullPolicy: '.length)),
    );
    assert.deepEqual(words.slice(0, 3), ['Always', 'Never', 'IfNotPresent']);
    const names = await completionsAt(
      document,
      placeOf(document, 'name: settings\n                  key', 6),
    );
    assert.ok(names.includes('settings'), names.join(', '));
  });

  it('write a field with what its value starts with, in its column', async () => {
    const document = await open('shop.yaml', SHOP);
    const line = placeOf(document, '          resources:').line;
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), '          comm\n'));
    const position = new vscode.Position(line, 14);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    const command = items.find(({ label }) => label === 'command');
    assert.ok(command?.insertText instanceof vscode.SnippetString);
    assert.equal(command.insertText.value, 'command:\n            - $1');
  });

  it('are explained', async () => {
    const document = await open('shop.yaml', SHOP);
    const said = async (position: vscode.Position): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((one) => (typeof one === 'string' ? one : one.value).replaceAll('&nbsp;', ' '))
        .join('\n');
    };
    const field = await untilSome(() => said(placeOf(document, 'requests', 2)));
    assert.match(field, /requests.*minimum amount/s);
    assert.match(await said(placeOf(document, '512M', 1)), /488\.281 Mi/);
  });

  it('lead from a name to what it names, and to all its uses', async () => {
    const document = await open('shop.yaml', SHOP);
    const position = placeOf(document, 'name: settings\n                  key', 7);
    const definitions = await untilSome(() =>
      vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        position,
      ),
    );
    assert.deepEqual(
      definitions.map(({ range }) => range.start.line),
      [3],
    );
    const uses = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf(document, 'app: web\n  ports', 6),
    );
    assert.equal(uses.length, 3);
  });

  it('rename a label wherever it stands', async () => {
    const document = await open('shop.yaml', SHOP);
    await untilSome(() => lensesOf(document));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, 'app: web\n  ports', 6),
      'shop',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), SHOP.replaceAll('app: web', 'app: shop'));
  });

  it('say above a selector what it finds', async () => {
    const document = await open('shop.yaml', SHOP);
    const lenses = await untilSome(() => lensesOf(document));
    assert.deepEqual(lenses, ['selects the Pods of Deployment web']);
  });

  it('are left to others where these say the same', async () => {
    const document = await open(
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  name: b\n',
    );
    const ours = (): string[] =>
      vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ source }) => source === 'k8s-labs')
        .map(({ code }) => (typeof code === 'object' ? String(code.value) : ''));
    await until(() => ours().includes('yaml-duplicate-key'));
    const other = vscode.languages.createDiagnosticCollection('other');
    try {
      const range = new vscode.Range(4, 2, 4, 6);
      const diagnostic = new vscode.Diagnostic(range, 'Map keys must be unique');
      diagnostic.source = 'YAML';
      other.set(document.uri, [diagnostic]);
      await until(() => !ours().includes('yaml-duplicate-key'));
    } finally {
      other.dispose();
    }
    await until(() => ours().includes('yaml-duplicate-key'));
  });

  it('are judged as the repository says, and its faults are told', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const config = join(root.fsPath, '.k8s-labs.yaml');
    const pod = join(root.fsPath, 'pod.yaml');
    const rulesIn = (path: string): string[] =>
      vscode.languages
        .getDiagnostics(vscode.Uri.file(path))
        .map(({ code, message }) => (typeof code === 'object' ? String(code.value) : message));
    try {
      await writeFile(
        pod,
        'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a, image: nginx }]\n',
      );
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(pod));
      await until(() => rulesIn(pod).includes('image-latest'));
      await writeFile(
        config,
        'profile: review\nrules:\n  image-latest: off\n  no-such-rule: error\n',
      );
      await until(() => rulesIn(pod).includes('read-only-rootfs'));
      assert.ok(!rulesIn(pod).includes('image-latest'));
      assert.deepEqual(rulesIn(config), ['There is no rule "no-such-rule".']);
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await rm(config, { force: true });
      await rm(pod);
    }
  });

  it('have files of tools beside them, which the YAML language server completes', async () => {
    const document = await open(
      'kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n\n',
    );
    const fields = await untilSome(async () => {
      const found = await completionsAt(document, new vscode.Position(2, 0));
      return found.includes('configMapGenerator') ? found : [];
    });
    assert.ok(fields.includes('namePrefix'));
  });

  it('ask nobody on the network for a schema, whatever a file says', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const modeline = `# yaml-language-server: $schema=http://127.0.0.1:${port}/schema.json\n`;
      const document = await open('kustomization.yaml', `${modeline}kind: Kustomization\n`);
      await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
      assert.equal(asked, 0);
    } finally {
      server.close();
    }
  });

  it('have values of charts beside them, with the schema of the chart', async () => {
    const chart = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(chart);
    const charts = join(chart.fsPath, 'chart');
    await mkdir(charts, { recursive: true });
    try {
      const schema = { type: 'object', properties: { replicaCount: { type: 'integer' } } };
      await writeFile(join(charts, 'values.schema.json'), JSON.stringify(schema));
      await writeFile(join(charts, 'values.yaml'), 'replicaCount: many\n');
      const document = await vscode.workspace.openTextDocument(join(charts, 'values.yaml'));
      await vscode.window.showTextDocument(document);
      await until(() =>
        vscode.languages
          .getDiagnostics(document.uri)
          .some(({ message }) => /Expected "?integer"?/.test(message)),
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await rm(charts, { recursive: true });
    }
  });
});

async function lensesOf({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** Asks until there is an answer that is not empty. */
async function untilSome<T extends { readonly length: number }>(
  ask: () => Thenable<T>,
): Promise<T> {
  for (let round = 0; round < 150; round++) {
    const found = await ask();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('There was no answer.');
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let round = 0; round < 200; round++) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come.');
}

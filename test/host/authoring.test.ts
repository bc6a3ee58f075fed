import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerFrontMatter } from '../../src/ui/authoring/frontMatter.ts';
import { openTestWindow, type TestWindow } from './support/testWindow.ts';

describe('What authors write', function () {
  this.timeout(20_000);

  let window: TestWindow;

  beforeEach(async () => {
    window = await openTestWindow();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await window.dispose();
  });

  async function page(file: string): Promise<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(vscode.Uri.file(join(window.lab.folder, file)));
  }

  it('is completed and explained in the fields of a step, and nowhere else', async () => {
    const registered = registerFrontMatter(window.services, window.session);
    try {
      const document = await page('steps/10-selector.md');
      const text = document.getText();
      const labels = async (offset: number): Promise<string[]> => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.positionAt(offset),
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      };
      const types = await labels(text.indexOf('type: file') + 'type: '.length);
      for (const wanted of ['selects', 'reach', 'confirm']) assert.ok(types.includes(wanted));
      assert.ok(!(await labels(text.indexOf('Look at') + 4)).includes('selects'));
      const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        document.positionAt(text.indexOf('points-to') + 2),
      );
      const [said] = (hover?.contents ?? []) as vscode.MarkdownString[];
      assert.match((said?.value ?? '').replaceAll('&nbsp;', ' '), /Where the learner should look/);
    } finally {
      registered.dispose();
    }
  });

  it('is packed with the extension alone', async () => {
    const { packer } = window.services;
    const files = await packer.readTree(window.lab.folder, 'extension/labs/stock');
    assert.ok(files.has('extension/labs/stock/lab.md'));
    const out = join(window.folder, 'stock.vsix');
    await packer.write(out, files);
    assert.equal((await readFile(out)).subarray(0, 2).toString(), 'PK');
    await rm(out);
  });
});

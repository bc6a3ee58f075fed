import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerFrontMatter } from '../../src/ui/authoring/frontMatter.ts';
import { registerLabFixes } from '../../src/ui/authoring/labFixes.ts';
import { LabProblems } from '../../src/ui/labs/labProblems.ts';
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

  it('is mended where a word was misspelt', async () => {
    // Mistakes in labs that came with the extension are nobody's who uses it.
    const services = { ...window.services, bundledLabs: '/nowhere' };
    const problems = new LabProblems(services, window.session);
    const fixes = registerLabFixes((uri) => problems.of(uri));
    try {
      const file = join(window.lab.folder, 'steps/10-selector.md');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('points-to:', 'point-to:'));
      await window.session.reloadLabs();
      const uri = vscode.Uri.file(file);
      for (let tries = 0; problems.of(uri).length === 0 && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const [found] = problems.of(uri);
      assert.ok(found !== undefined);
      await vscode.workspace.openTextDocument(uri);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        found.range,
      );
      const fix = actions.find(({ title }) => title === 'Change to "points-to"');
      assert.ok(fix?.edit !== undefined);
      await vscode.workspace.applyEdit(fix.edit);
      const mended = (await vscode.workspace.openTextDocument(uri)).getText();
      assert.equal(mended, text);
    } finally {
      fixes.dispose();
      problems.dispose();
      await vscode.commands.executeCommand('workbench.action.files.revert');
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

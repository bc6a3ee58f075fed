import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { progressOf } from '../../src/core/run/transitions.ts';
import { filterLabs } from '../../src/ui/commands/filterLabs.ts';
import { keepNote } from '../../src/ui/commands/keepNote.ts';
import { AutoCheck } from '../../src/ui/labs/autoCheck.ts';
import { LabTree } from '../../src/ui/labs/labTree.ts';
import { SERVICE } from './support/testLab.ts';
import { openTestWindow, type TestWindow } from './support/testWindow.ts';

describe('What happens by itself', function () {
  this.timeout(20_000);

  let window: TestWindow;

  beforeEach(async () => {
    window = await openTestWindow();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await window.dispose();
  });

  it('a step passes once a file is saved that makes it right, and a failure is not told unasked', async () => {
    const { folder } = await window.start();
    const autoCheck = new AutoCheck(window.services, window.session, () => true);
    try {
      await window.session.open(window.lab);
      const uri = vscode.Uri.file(join(folder, 'service.yaml'));
      await save(uri, SERVICE.replace('stok', 'stokk'));
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const before = progressOf(window.session.requireRun().run, 'selector');
      assert.equal(before.state, 'open');
      assert.deepEqual(before.results, {});
      await save(uri, SERVICE.replace('stok', 'stock'));
      await until(() => progressOf(window.session.requireRun().run, 'selector').state === 'passed');
    } finally {
      autoCheck.dispose();
    }
  });

  it('a lab is left out of the tree by its filter, and comes back without', async () => {
    const tree = new LabTree(window.session);
    assert.equal(tree.roots().length, 1);
    await window.session.setFilter({ states: ['finished'], difficulties: [], tags: [] });
    assert.equal(tree.roots().length, 0);
    await window.session.setFilter({ states: ['new'], difficulties: ['beginner'], tags: [] });
    assert.equal(tree.roots().length, 1);
    assert.equal(filterLabs.needsTrust, false);
  });

  it('a note stays with the step', async () => {
    const { id } = await window.start();
    await keepNote.run(window, '  Mind the letters.  ');
    const run = window.session.runs.find((each) => each.id === id);
    assert.ok(run !== undefined);
    assert.equal(progressOf(run, 'selector').note, 'Mind the letters.');
  });
});

async function save(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, all, text);
  await vscode.workspace.applyEdit(edit);
  if (!(await document.save())) await writeFile(uri.fsPath, text);
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('Waited 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { answerQuiz } from '../../src/ui/commands/answerQuiz.ts';
import { checkStep } from '../../src/ui/commands/checkStep.ts';
import { commands } from '../../src/ui/commands/index.ts';
import { newLab } from '../../src/ui/commands/newLab.ts';
import { nextStep } from '../../src/ui/commands/nextStep.ts';
import { openPlace } from '../../src/ui/commands/openPlace.ts';
import { previousStep } from '../../src/ui/commands/previousStep.ts';
import { runAction } from '../../src/ui/commands/runAction.ts';
import { showHint } from '../../src/ui/commands/showHint.ts';
import { skipStep } from '../../src/ui/commands/skipStep.ts';
import { CheckProblems } from '../../src/ui/labs/checkProblems.ts';
import { LearnerOverrides } from '../../src/ui/labs/learnerOverrides.ts';
import { progressOf } from '../../src/core/run/transitions.ts';
import { SERVICE } from './support/testLab.ts';
import { openTestWindow, type TestWindow } from './support/testWindow.ts';

describe('Commands of labs', function () {
  this.timeout(20_000);

  let window: TestWindow;

  beforeEach(async () => {
    window = await openTestWindow();
  });

  afterEach(async () => {
    await window.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The open lab's run as it stands. */
  function run() {
    return window.session.requireRun();
  }

  /** Id of the step that is shown; undefined for the introduction. */
  function shownStep(): string | undefined {
    return window.session.current?.step?.id;
  }

  it('are all there, those of the manifest too', async () => {
    const extension = vscode.extensions.getExtension('k8s-labs.k8s-labs');
    await extension?.activate();
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = extension?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), command);
    for (const { id } of commands) assert.ok(known.has(id), id);
  });

  it('make a lab in the workspace, with a step more, and show it in the shelf', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root !== undefined);
    try {
      await newLab.run(window, 'lab', 'fresh-lab');
      const shown = vscode.window.activeTextEditor?.document.uri.fsPath;
      assert.equal(shown, join(root, 'fresh-lab/lab.md'));
      const made = () => window.session.shelf.all.find(({ id }) => id === 'fresh-lab');
      assert.deepEqual(made()?.problems, []);
      await newLab.run(window, 'step', 'look-again');
      assert.deepEqual(
        made()?.steps.map(({ id }) => id),
        ['first-step', 'look-again'],
      );
      await assert.rejects(newLab.run(window, 'lab', 'fresh-lab'), /is there already/);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(join(root, 'fresh-lab'), { recursive: true, force: true });
    }
  });

  it('find the line of a failed check and mark it until the check passes', async () => {
    const problems = new CheckProblems(window.services, window.session);
    const { folder } = await window.start();
    const uri = vscode.Uri.file(join(folder, 'service.yaml'));
    const ofChecks = () =>
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'lab check');
    await checkStep.run(window);
    await untilDiagnostics(() => ofChecks().length === 1);
    assert.equal(ofChecks()[0]?.range.start.line, 6);

    await openPlace.run(window, 'selector', 0);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, uri.fsPath);
    assert.equal(editor?.selection.start.line, 6);

    await writeFile(uri.fsPath, SERVICE.replace('stok', 'stock'));
    await checkStep.run(window);
    await untilDiagnostics(() => ofChecks().length === 0);
    problems.dispose();
  });

  it('save what is unsaved before they check', async () => {
    const { folder } = await window.start();
    const uri = vscode.Uri.file(join(folder, 'service.yaml'));
    const edit = new vscode.WorkspaceEdit();
    const at = (await vscode.workspace.openTextDocument(uri)).getText().indexOf('stok') + 3;
    const document = await vscode.workspace.openTextDocument(uri);
    edit.insert(uri, document.positionAt(at), 'c');
    await vscode.workspace.applyEdit(edit);
    await checkStep.run(window);
    assert.match(await readFile(uri.fsPath, 'utf8'), /app: stock/);
    assert.equal(progressOf(run().run, 'selector').state, 'passed');
  });

  it('turn pages over the introduction and back', async () => {
    await window.start();
    await previousStep.run(window);
    assert.equal(shownStep(), undefined);
    await nextStep.run(window);
    assert.equal(shownStep(), 'selector');
    await nextStep.run(window);
    assert.equal(shownStep(), 'question');
    assert.equal(run().run.step, 'question');
  });

  it('record a right answer, which passes the step', async () => {
    await window.start();
    await nextStep.run(window);
    await answerQuiz.run(window, 'what', [1]);
    assert.equal(progressOf(run().run, 'question').state, 'open');
    await answerQuiz.run(window, 'what', [0]);
    assert.equal(progressOf(run().run, 'question').state, 'passed');
  });

  it('count a skipped step apart', async () => {
    await window.start();
    await skipStep.run(window);
    assert.equal(progressOf(run().run, 'selector').state, 'skipped');
    assert.equal(shownStep(), 'question');
  });

  it('show a hint and remember it', async () => {
    await window.start();
    await showHint.run(window);
    assert.deepEqual(progressOf(run().run, 'selector').shownHints, [0]);
  });

  it('put the cursor on the value that a link names', async () => {
    await window.start();
    await runAction.run(window, 'a0');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), 'stok');
  });

  it('write a file of the step and open it', async () => {
    const { folder } = await window.start();
    await runAction.run(window, 'a1');
    assert.equal(await readFile(join(folder, 'pod.yaml'), 'utf8'), 'kind: Pod\n');
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /pod\.yaml$/);
  });

  it('do nothing for an action that the text does not hold', async () => {
    await window.start();
    await runAction.run(window, 'a99');
    await runAction.run(window, { toString: () => 'a0' });
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('open a terminal that knows the run and its folder', async () => {
    const started = await window.start();
    await window.terminals.show(window.lab, started);
    const terminal = vscode.window.terminals.find(({ name }) => name.includes(window.lab.title));
    const options = terminal?.creationOptions as vscode.TerminalOptions;
    assert.match(options.env?.['KUBECONFIG'] ?? '', new RegExp(`${started.id}\\.kubeconfig$`));
    await window.terminals.show(window.lab, started);
    const all = vscode.window.terminals.filter(({ name }) => name.includes(window.lab.title));
    assert.equal(all.length, 1);
  });

  it('lift the veil over the fault once the learner has met it', async () => {
    const overrides = new LearnerOverrides(window.session, window.consents);
    const { folder } = await window.start();
    const uri = vscode.Uri.file(join(folder, 'service.yaml'));
    assert.equal(overrides.of(uri)['service-no-pods'], 'off');
    await checkStep.run(window);
    assert.equal(overrides.of(uri)['service-no-pods'], undefined);
    assert.deepEqual(overrides.of(vscode.Uri.file(`${folder}-other/service.yaml`)), {});
    overrides.dispose();
  });
});

/** Waits until it is so, looking whenever diagnostics change. */
async function untilDiagnostics(isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error('The diagnostics did not become what was expected.'));
    }, 5_000);
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isSo()) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    });
  });
}

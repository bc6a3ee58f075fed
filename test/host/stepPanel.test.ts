import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { renderPage } from '../../src/ui/stepPanel/renderPage.ts';
import { panelHtml } from '../../src/ui/stepPanel/panelHtml.ts';
import { panelLabels } from '../../src/ui/stepPanel/panelLabels.ts';
import { stepView } from '../../src/ui/stepPanel/stepView.ts';
import { openTestWindow, type TestWindow } from './support/testWindow.ts';

function panelTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('k8sLabs.step'),
    );
}

describe('The step panel', function () {
  this.timeout(20_000);

  let window: TestWindow;

  beforeEach(async () => {
    window = await openTestWindow();
    await window.session.open(window.lab);
  });

  afterEach(async () => {
    await window.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const view = () => {
    const { current } = window.session;
    assert.ok(current);
    return stepView(current, (path) => vscode.Uri.file(path));
  };

  it('opens once, with the name of the lab', async () => {
    window.panel.show();
    window.panel.show();
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    assert.deepEqual(
      panelTabs().map(({ label }) => label),
      [window.lab.title],
    );
  });

  it('shows the introduction of a lab that is not started, with a way to start it', () => {
    const { current, about, run, canStart, hasPrevious, hasNext } = view();
    assert.deepEqual(
      { current, run, canStart, hasPrevious, hasNext },
      { current: -1, run: 'none', canStart: true, hasPrevious: false, hasNext: true },
    );
    assert.equal(about?.summary, 'Find out why nobody answers.');
  });

  it('shows where the learner is once the lab is started', async () => {
    const run = await window.start();
    const { title, place, canCheck, steps } = view();
    assert.equal(title, 'Who is it looking for?');
    assert.equal(place.namespace, run.namespace);
    assert.ok(canCheck);
    assert.deepEqual(
      steps.map(({ state }) => state),
      ['open', 'locked'],
    );
  });

  it('names what its buttons do by id and keeps the texts to itself', () => {
    const { current } = window.session;
    assert.ok(current);
    const step = current.lab.steps[0];
    const page = renderPage({ ...current, step }, (path) => vscode.Uri.file(path));
    assert.match(page.html, /data-action="a0"/);
    assert.deepEqual(
      page.actions.map(({ kind }) => kind),
      ['open', 'file', 'copy'],
    );
  });

  it('lets nothing in but its own script, style and pictures', () => {
    const extension = vscode.extensions.getExtension('k8s-labs.k8s-labs');
    assert.ok(extension);
    const panel = vscode.window.createWebviewPanel('test', 'Test', vscode.ViewColumn.One);
    const first = panelHtml(panel.webview, extension.extensionUri, panelLabels());
    const second = panelHtml(panel.webview, extension.extensionUri, panelLabels());
    panel.dispose();
    assert.match(first, /default-src 'none'/);
    assert.doesNotMatch(first, /unsafe|https:\/\/\*(?!\.)/);
    const nonce = (text: string): string => /'nonce-([0-9a-f]{32})'/.exec(text)?.[1] ?? '';
    assert.notEqual(nonce(first), '');
    assert.notEqual(nonce(first), nonce(second));
  });
});
